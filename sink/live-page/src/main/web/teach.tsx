// Teaches a camera to tell states apart, from times in which it showed them.
import { useRef, useState } from 'preact/hooks';
import { clock, duration } from './format';
import { Field, Outcome, useSending, values } from './forms';
import { serverNow } from './store';

export interface Span { from: number; to: number }

interface Shown extends Span { label: string }

const LATELY = 15_000;

/** What is selected on the curve, or what the camera shows just now, is an example of a state. */
export function Teach({ id, span }: { id: string; span: Span | undefined }) {
  const [open, setOpen] = useState(false);
  const [states, setStates] = useState<Shown[]>([]);
  const label = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const sending = useSending();
  if (!open) {
    return <p class="teach"><button type="button" onClick={() => setOpen(true)}>Teach this camera</button></p>;
  }
  const add = ({ from, to }: Span) => {
    const name = label.current?.value.trim();
    if (name) setStates([...states, { label: name, from, to }]);
    else label.current?.focus();
  };
  const send = (keep: boolean) => {
    if (!form.current?.reportValidity()) return;
    const given = values(form.current);
    void sending.send('POST', `api/cameras/${encodeURIComponent(id)}/teach`, {
      name: given.name,
      folder: keep ? given.folder : null,
      states: states.map(({ label: state, from, to }) => ({ label: state, from: new Date(from).toISOString(), to: new Date(to).toISOString() })),
    });
  };
  const now = { from: serverNow() - LATELY, to: serverNow() };
  const enough = new Set(states.map((state) => state.label)).size >= 2;
  return (
    <form class="panel make" ref={form} onSubmit={(event) => event.preventDefault()}>
      <h2>Teach this camera</h2>
      <p class="why">Name a state, such as open or closed, and say when the camera showed it: drag over the curve, or take
        what it shows now. Two states or more, each some seconds long.</p>
      <div class="fields">
        <Field label="State"><input ref={label} placeholder="open" maxLength={60} /></Field>
        <Field label="Name of the head"><input name="name" required defaultValue={id} /></Field>
        <Field label="Folder for it" hint="where the job finds it"><input name="folder" required defaultValue={'heads/' + id} /></Field>
      </div>
      <div class="acts">
        <button type="button" disabled={!span} onClick={() => span && add(span)}>{span ? `Add the ${duration(span.to - span.from)} selected` : 'Nothing is selected'}</button>
        <button type="button" onClick={() => add(now)}>Add the last 15 s</button>
      </div>
      <ul class="plain">
        {states.map((state, index) => (
          <li key={index}>{state.label}: {clock(state.from)} to {clock(state.to)}{' '}
            <button type="button" class="small" aria-label={`Remove ${state.label} from ${clock(state.from)}`}
              onClick={() => setStates(states.filter((_, other) => other !== index))}>×</button></li>
        ))}
      </ul>
      <div class="acts">
        <button type="button" disabled={sending.busy || !enough} onClick={() => send(false)}>Try it</button>
        <button type="button" class="primary" disabled={sending.busy || !enough} onClick={() => send(true)}>Teach and deploy</button>
        <button type="button" onClick={() => setOpen(false)}>Close</button>
      </div>
      <Outcome of={sending} />
    </form>
  );
}
