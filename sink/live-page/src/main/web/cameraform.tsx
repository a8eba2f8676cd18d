// A camera that is added or changed: it is looked at first, and regions are drawn on what it shows.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Field, Outcome, useSending, values } from './forms';
import { Icon } from './icons';
import { useListing } from './lists';
import { change } from './session';

export interface Region { id: string; x: number; y: number; width: number; height: number }

interface Known { id: string; camera?: { id: string; uri?: string; regions?: Region[]; tags?: string[]; [option: string]: unknown } }

interface Seen { picture: string; report: { track: { codec: string; width: number; height: number }; notes: string[] } }

const MIN_SIZE = 0.02;
const NOT_OPTIONS = new Set(['id', 'paused', 'tags', 'regions', 'uri', 'fps', 'credentials']);

export function CameraForm({ id }: { id: string }) {
  const known = useListing<Known>('api/known-cameras');
  if (!known.list && !known.problem) return <p class="empty">Asking…</p>;
  const camera = known.list?.find((one) => one.id === id)?.camera;
  return (
    <section class="column" aria-labelledby="title">
      <a class="back" href="#/"><Icon name="back" />Cameras</a>
      <div class="head"><h1 id="title">{id ? id : 'Add a camera'}</h1></div>
      {known.problem && <p class="notice trouble">{known.problem}</p>}
      <Form camera={camera} />
    </section>
  );
}

function Form({ camera }: { camera: Known['camera'] }) {
  const sending = useSending();
  const form = useRef<HTMLFormElement>(null);
  const [regions, setRegions] = useState<Region[]>(camera?.regions ?? []);
  const { seen, refusal, looking, look } = useLook();

  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const { id = '', ...given } = values(event.currentTarget as HTMLFormElement);
    const options: Record<string, string> = {};
    Object.entries(camera ?? {}).filter(([key]) => !NOT_OPTIONS.has(key)).forEach(([key, value]) => (options[key] = String(value)));
    Object.assign(options, given);
    if (regions.length) options.regions = JSON.stringify(regions);
    void sending.send('PUT', 'api/cameras/' + encodeURIComponent(id), { options, tags: camera?.tags ?? [] });
  };
  return (
    <form class="panel make" ref={form} onSubmit={save}>
      <div class="fields">
        <Field label="Name"><input name="id" required readOnly={!!camera} defaultValue={camera?.id} placeholder="gate-1" maxLength={100} /></Field>
        <Field label="Address" hint="without user name and password"><input name="uri" required defaultValue={camera?.uri} placeholder="rtsp://10.0.0.5/stream" /></Field>
        <Field label="Frames a second"><input name="fps" type="number" min="0.01" step="any" defaultValue={String(camera?.fps ?? 5)} required /></Field>
        <Field label="Credentials" hint="id in the workers' configuration"><input name="credentials" defaultValue={camera?.credentials as string} /></Field>
      </div>
      <div class="acts">
        <button type="button" disabled={looking} onClick={() => look(values(form.current as HTMLFormElement).uri ?? '')}>{looking ? 'Looking…' : 'Look at it'}</button>
        <button class="primary" disabled={sending.busy}>Save</button>
      </div>
      {refusal && <p class="why bad" role="alert">{refusal}</p>}
      {seen && (
        <>
          <p class="why">{seen.report.track.codec}, {seen.report.track.width}×{seen.report.track.height}. Draw regions with the pointer, or type them below. Each is a view of its own.</p>
          <Drawing seen={seen} regions={regions} setRegions={setRegions} />
          {seen.report.notes.map((note) => <p class="why" key={note}>{note}</p>)}
        </>
      )}
      <RegionList regions={regions} setRegions={setRegions} />
      <Outcome of={sending} />
    </form>
  );
}

function useLook() {
  const [seen, setSeen] = useState<Seen>();
  const [refusal, setRefusal] = useState('');
  const [looking, setLooking] = useState(false);
  const look = async (uri: string) => {
    setLooking(true);
    setRefusal('');
    try {
      setSeen(await change<Seen>('POST', 'api/probe', { uri }));
    } catch (error) {
      setRefusal((error as Error).message);
    }
    setLooking(false);
  };
  return { seen, refusal, looking, look };
}

interface RegionsProps { regions: Region[]; setRegions: (regions: Region[]) => void }

const round = (part: number) => Math.round(part * 1_000) / 1_000;

function Drawing({ seen, regions, setRegions }: RegionsProps & { seen: Seen }) {
  const place = useRef<HTMLDivElement>(null);
  const start = useRef<{ x: number; y: number }>();
  const [drawn, setDrawn] = useState<Region>();
  const at = (event: PointerEvent) => {
    const box = (place.current as HTMLDivElement).getBoundingClientRect();
    const part = (value: number) => Math.min(1, Math.max(0, value));
    return { x: part((event.clientX - box.left) / box.width), y: part((event.clientY - box.top) / box.height) };
  };
  const region = (event: PointerEvent): Region | undefined => {
    if (!start.current) return undefined;
    const end = at(event);
    return {
      id: free(regions),
      x: round(Math.min(start.current.x, end.x)),
      y: round(Math.min(start.current.y, end.y)),
      width: round(Math.abs(start.current.x - end.x)),
      height: round(Math.abs(start.current.y - end.y)),
    };
  };
  const end = (event: PointerEvent) => {
    const made = region(event);
    start.current = undefined;
    setDrawn(undefined);
    if (made && made.width >= MIN_SIZE && made.height >= MIN_SIZE) setRegions([...regions, made]);
  };
  useEffect(() => {
    const { width, height } = seen.report.track;
    if (!place.current) return;
    place.current.style.aspectRatio = `${width} / ${height}`;
    place.current.style.maxWidth = `calc(60vh * ${width / height})`;
  }, [seen]);
  return (
    <div class="draw" ref={place}
      onPointerDown={(event) => {
        place.current?.setPointerCapture(event.pointerId);
        start.current = at(event);
      }}
      onPointerMove={(event) => setDrawn(region(event))} onPointerUp={end} onPointerCancel={() => (start.current = undefined)}>
      <img src={'data:image/png;base64,' + seen.picture} alt="what the camera shows" draggable={false} />
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
        {[...regions, ...(drawn ? [drawn] : [])].map(({ id, x, y, width, height }) => <rect key={id} {...{ x, y, width, height }} />)}
      </svg>
    </div>
  );
}

function free(regions: Region[]): string {
  for (let number = 1; ; number++) {
    if (!regions.some((region) => region.id === 'region-' + number)) return 'region-' + number;
  }
}

/** The same by keyboard. */
function RegionList({ regions, setRegions }: RegionsProps) {
  const set = (index: number, changed: Partial<Region>) =>
    setRegions(regions.map((region, other) => (other === index ? { ...region, ...changed } : region)));
  const part = (index: number, key: 'x' | 'y' | 'width' | 'height') => (
    <Field label={key}>
      <input type="number" min="0" max="1" step="0.001" value={regions[index]?.[key]}
        onChange={(event) => set(index, { [key]: Number(event.currentTarget.value) })} />
    </Field>
  );
  return (
    <>
      <ul class="regions">
        {regions.map((region, index) => (
          <li key={index}>
            <Field label="Region"><input value={region.id} onChange={(event) => set(index, { id: event.currentTarget.value })} /></Field>
            {part(index, 'x')}{part(index, 'y')}{part(index, 'width')}{part(index, 'height')}
            <button type="button" aria-label={'Remove region ' + region.id} onClick={() => setRegions(regions.filter((_, other) => other !== index))}>×</button>
          </li>
        ))}
      </ul>
      <div><button type="button" onClick={() => setRegions([...regions, { id: free(regions), x: 0.25, y: 0.25, width: 0.5, height: 0.5 }])}>Add a region</button></div>
    </>
  );
}
