import { useEffect, useState } from 'preact/hooks';
import { AlertList } from './alerts';
import { Timeline } from './chart';
import { count, millis, percent } from './format';
import { Act, Outcome, Sure, useSending } from './forms';
import { Icon } from './icons';
import { ask, isOperator } from './session';
import { useAlerts, useCamera } from './store';
import { Teach, type Span } from './teach';
import { Age, Meter, Picture, StatePill } from './wall';
import type { Camera, LabelScore, Scores } from './wire';

const REFRESH = 2_000;
const SPANS = [[15, '15 minutes'], [60, 'hour'], [360, '6 hours'], [1440, 'day']] as const;

export function CameraPage({ id }: { id: string }) {
  const camera = useCamera(id);
  const alerts = useAlerts().filter((alert) => alert.cause.camera === id);
  const [minutes, setMinutes] = useState(15);
  const [span, setSpan] = useState<Span>();
  const scores = useScores(id, minutes);
  if (!camera) {
    return <section class="column"><Back /><p class="empty">There is no camera {id}.</p></section>;
  }
  return (
    <section class="column" aria-labelledby="title">
      <Back />
      <div class="head"><h1 id="title">{id}</h1><StatePill camera={camera} /></div>
      {camera.condition.camera && <Changes id={camera.condition.camera} paused={camera.condition.state === 'paused'} />}
      {camera.condition.trouble && <p class="notice trouble">{camera.condition.trouble}</p>}
      <div class="one">
        <div>
          <div class="view"><Picture id={id} /><Age captured={camera.result?.captured} /></div>
          <div class="under"><Flow camera={camera} /></div>
        </div>
        <div class="beside">
          <div class="panels">
            {camera.result?.heads.map((head) => (
              <Panel title={'Head ' + head.name} key={head.name}><Bars scores={head.scores} /></Panel>
            ))}
            {camera.result && <Panel title={camera.result.model}><Bars scores={camera.result.labels} /></Panel>}
          </div>
          <div class="head tight">
            <h2>Scores</h2>
            <label class="choice"><span>of the last</span>
              <select value={minutes} onChange={(event) => setMinutes(Number(event.currentTarget.value))}>
                {SPANS.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
              </select>
            </label>
          </div>
          {typeof scores === 'string' ? <p class="empty">{scores}</p> : <Timeline scores={scores} alerts={alerts} onSelect={(from, to) => setSpan({ from, to })} />}
        </div>
      </div>
      {isOperator() && <Teach id={id} span={span} />}
      <h2>Alerts</h2>
      {alerts.length ? <AlertList alerts={alerts.slice(0, 24)} /> : <p class="empty">No alert of this camera.</p>}
    </section>
  );
}

function Changes({ id, paused }: { id: string; paused: boolean }) {
  const sending = useSending();
  const at = 'api/cameras/' + encodeURIComponent(id);
  if (!isOperator()) return null;
  return (
    <>
      <div class="acts">
        <Act busy={sending.busy} onAct={() => sending.send('POST', at + (paused ? '/resume' : '/pause'))}>{paused ? 'Resume' : 'Pause'}</Act>
        <a class="button" href={'#/edit/' + encodeURIComponent(id)}>Address and regions</a>
        <Sure busy={sending.busy} onAct={() => sending.send('DELETE', at)}>Remove</Sure>
      </div>
      <Outcome of={sending} />
    </>
  );
}

function Flow({ camera }: { camera: Camera }) {
  const { fps, medianMillis, p99Millis, batch, unaccounted } = camera.flow;
  return (
    <Panel title="Flow">
      <dl class="numbers">
        <div><dt>results</dt><dd>{fps.toFixed(1)} /s</dd></div>
        <div><dt>capture to page</dt><dd>{millis(medianMillis)}</dd></div>
        <div><dt>99 of 100 within</dt><dd>{millis(p99Millis)}</dd></div>
        <div><dt>frames in its batch</dt><dd>{batch ?? '–'}</dd></div>
        <div><dt>unaccounted frames</dt><dd>{count(unaccounted)}</dd></div>
      </dl>
    </Panel>
  );
}

function Back() {
  return <a class="back" href="#/"><Icon name="back" />Cameras</a>;
}

function Panel({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return <section class="panel"><h2>{title}</h2>{children}</section>;
}

function Bars({ scores }: { scores: LabelScore[] }) {
  return (
    <ul class="bars">
      {scores.map(({ label, score }) => (
        <li key={label}><span class="label">{label}</span><Meter score={score} /><span class="score">{percent(score)}</span></li>
      ))}
    </ul>
  );
}

/** The scores, or why there are none. The past beyond some minutes is read once. */
function useScores(id: string, minutes: number): Scores | string {
  const [scores, setScores] = useState<Scores | string>('Asking…');
  useEffect(() => {
    let ended = false;
    const load = async () => {
      try {
        const answer = await ask<Scores>(`api/cameras/${encodeURIComponent(id)}/scores?minutes=${minutes}`);
        if (!ended) setScores(Object.keys(answer.series).length ? answer : 'No scores yet.');
      } catch (error) {
        if (!ended) setScores((error as Error).message);
      }
    };
    setScores('Asking…');
    void load();
    const timer = minutes === 15 ? window.setInterval(load, REFRESH) : 0;
    return () => {
      ended = true;
      window.clearInterval(timer);
    };
  }, [id, minutes]);
  return scores;
}
