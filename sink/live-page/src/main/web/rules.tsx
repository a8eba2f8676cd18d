import { useMemo, useState } from 'preact/hooks';
import { clock, percent } from './format';
import { Act, Field, Outcome, Sure, useSending, values } from './forms';
import { useListing } from './lists';
import { change, isOperator } from './session';
import { knownLabels } from './store';

interface Rule {
  id: string;
  cameras?: string[];
  tags?: string[];
  when?: 'present' | 'absent' | 'silent' | 'blinded';
  label?: string;
  head?: string;
  enter?: { score: number; frames?: number; for?: string };
  exit?: { score: number };
  for?: string;
  picture?: boolean;
}

interface Listed { id: string; state: string; source: string; rule: Rule }

interface DecidedAlert { id: string; rule: string; camera: string; label: string; from: string; to?: string; peakScore?: number }

interface Trial {
  from: string;
  to: string;
  results: Record<string, number>;
  withoutScore: Record<string, number>;
  counts: { rule: string; camera: string; alerts: number }[];
  alerts: DecidedAlert[];
}

export function RulesPage() {
  const { list, problem, reload } = useListing<Listed>('api/rules');
  const [making, setMaking] = useState(false);
  return (
    <section class="column" aria-labelledby="title">
      <div class="head">
        <h1 id="title">Rules</h1>
        {isOperator() && !making && <button class="primary" type="button" onClick={() => setMaking(true)}>New rule</button>}
      </div>
      {making && <RuleForm close={() => setMaking(false)} saved={reload} />}
      {problem && <p class="notice trouble">{problem}</p>}
      {!list ? !problem && <p class="empty">Asking…</p>
        : list.length === 0 ? <p class="empty">No rule yet: nothing raises an alert.</p>
        : <ul class="rows">{list.map((rule) => <li key={rule.id}><RuleRow rule={rule} reload={reload} /></li>)}</ul>}
    </section>
  );
}

function RuleRow({ rule, reload }: { rule: Listed; reload: () => void }) {
  const sending = useSending(reload);
  const at = 'api/rules/' + encodeURIComponent(rule.id);
  const { busy } = sending;
  const paused = rule.state === 'paused';
  const silenced = rule.state.startsWith('silenced');
  return (
    <article class="row">
      <div class="grow">
        <h2>{rule.id} <span class={'pill ' + (rule.state === 'active' ? 'live' : '')}>{rule.state}</span></h2>
        <p class="where">{describe(rule.rule)}</p>
        <p class="when">{cameras(rule.rule)} · from the {rule.source === 'file' ? 'configuration' : 'topic'}</p>
      </div>
      <div class="acts">
        {silenced
          ? <Act busy={busy} onAct={() => sending.send('POST', at + '/silence', { minutes: 0 })}>End silence</Act>
          : <Act busy={busy} onAct={() => sending.send('POST', at + '/silence', { minutes: 60 })}>Silence 1 h</Act>}
        <Act busy={busy} onAct={() => sending.send('POST', at + (paused ? '/resume' : '/pause'))}>{paused ? 'Resume' : 'Pause'}</Act>
        {rule.source === 'topic' && <Sure busy={busy} onAct={() => sending.send('DELETE', at)}>Remove</Sure>}
      </div>
      <Outcome of={sending} />
    </article>
  );
}

function describe(rule: Rule): string {
  if (rule.when === 'silent') return `no frame for ${time(rule.for)}`;
  if (rule.when === 'blinded') return 'the view is covered or blinded';
  const what = rule.label + (rule.head ? ` of head ${rule.head}` : '');
  const absent = rule.when === 'absent';
  const frames = rule.enter?.frames ?? 1;
  return `${what} ${absent ? 'below' : 'from'} ${percent(rule.enter?.score ?? 0)}`
    + (frames > 1 ? ` in ${frames} frames` : '')
    + `, until ${absent ? 'from' : 'below'} ${percent(rule.exit?.score ?? 0)}`;
}

const time = (iso: string | undefined) => (iso ?? '').replace('PT', '').toLowerCase();

const cameras = (rule: Rule) =>
  (rule.cameras?.length ? rule.cameras.join(', ') : 'all cameras') + (rule.tags?.length ? ' tagged ' + rule.tags.join(', ') : '');

/** A form that is tried on what Kafka retains before it is saved. */
function RuleForm({ close, saved }: { close: () => void; saved: () => void }) {
  const sending = useSending(saved);
  const [trial, setTrial] = useState<Trial>();
  const [refusal, setRefusal] = useState('');
  const [trying, setTrying] = useState(false);
  const labels = useMemo(knownLabels, []);

  const form = () => document.getElementById('rule') as HTMLFormElement;
  const valid = () => form().reportValidity();
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const { id, keys } = read(form());
    if (await sending.send('PUT', 'api/rules/' + encodeURIComponent(id), { keys, replace: false })) saved();
  };
  const test = async () => {
    if (!valid()) return;
    setTrying(true);
    setRefusal('');
    try {
      const { rule, hours } = read(form());
      const from = new Date(Date.now() - hours * 3_600_000).toISOString();
      setTrial(await change<Trial>('POST', 'api/rules/test', { rule, from }));
    } catch (error) {
      setTrial(undefined);
      setRefusal((error as Error).message);
    }
    setTrying(false);
  };
  return (
    <form id="rule" class="panel make" onSubmit={save}>
      <h2>New rule</h2>
      <div class="fields">
        <Field label="Name"><input name="id" required maxLength={100} placeholder="person-at-night" /></Field>
        <Field label="Label">
          <select name="label" required>{labels.map((label) => <option key={label} value={label}>{label}</option>)}</select>
        </Field>
        <Field label="Cameras" hint="ids with commas between; * for any characters; empty for all"><input name="cameras" placeholder="gate-*" /></Field>
        <Field label="Starts at score"><input name="enter" type="number" min="0" max="1" step="0.01" defaultValue="0.6" required /></Field>
        <Field label="in frames in a row"><input name="frames" type="number" min="1" max="1000" defaultValue="3" required /></Field>
        <Field label="Ends below score"><input name="exit" type="number" min="0" max="1" step="0.01" defaultValue="0.4" required /></Field>
        <Field label="Try it on"><select name="hours"><option value="0.25">the last 15 minutes</option><option value="1">the last hour</option><option value="24">the last day</option></select></Field>
      </div>
      <label class="check"><input type="checkbox" name="picture" defaultChecked /> keep the picture with the alert</label>
      <div class="acts">
        <button type="button" disabled={trying} onClick={test}>{trying ? 'Trying…' : 'Try it'}</button>
        <button class="primary" disabled={sending.busy}>Save</button>
        <button type="button" onClick={close}>Close</button>
      </div>
      {refusal && <p class="why bad" role="alert">{refusal}</p>}
      {trial && <TrialResult trial={trial} />}
      <Outcome of={sending} />
    </form>
  );
}

function read(form: HTMLFormElement) {
  const given = values(form);
  const [head, label] = (given.label ?? '').includes('/') ? (given.label as string).split('/', 2) : [undefined, given.label];
  const ids = (given.cameras ?? '').split(',').map((id) => id.trim()).filter(Boolean);
  const rule = {
    id: given.id,
    label,
    ...(head && { head }),
    ...(ids.length && { cameras: ids }),
    enter: { score: Number(given.enter), frames: Number(given.frames) },
    exit: { score: Number(given.exit) },
    ...(given.picture && { picture: true }),
  };
  const keys = [
    `label=${label}`, ...(head ? [`head=${head}`] : []), ...(ids.length ? [`cameras=${ids.join(',')}`] : []),
    `enter.score=${given.enter}`, `enter.frames=${given.frames}`, `exit.score=${given.exit}`,
    ...(given.picture ? ['picture=true'] : []),
  ];
  return { id: given.id ?? '', rule, keys, hours: Number(given.hours) };
}

/** "Would have alerted 4 times", and when. */
function TrialResult({ trial }: { trial: Trial }) {
  const times = trial.counts.reduce((sum, count) => sum + count.alerts, 0);
  const results = Object.values(trial.results).reduce((sum, count) => sum + count, 0);
  const unknown = Object.values(trial.withoutScore).reduce((sum, count) => sum + count, 0);
  return (
    <div class="trial" role="status">
      <p><strong>Would have alerted {times === 1 ? 'once' : `${times} times`}</strong> in {results.toLocaleString('en')} results
        {unknown > 0 && `; ${unknown.toLocaleString('en')} of them have no score for it`}.</p>
      {[...new Set(trial.alerts.map((alert) => alert.camera))].map((camera) => (
        <Strip key={camera} camera={camera} trial={trial} />
      ))}
      <ul class="plain">
        {trial.alerts.slice(0, 10).map((alert) => (
          <li key={alert.id}>{clock(Date.parse(alert.from))} · {alert.camera} · {alert.peakScore !== undefined && percent(alert.peakScore)}</li>
        ))}
      </ul>
    </div>
  );
}

function Strip({ camera, trial }: { camera: string; trial: Trial }) {
  const from = Date.parse(trial.from);
  const length = Date.parse(trial.to) - from;
  const part = (time: number) => Math.min(100, Math.max(0, ((time - from) / length) * 100));
  return (
    <div class="strip">
      <span>{camera}</span>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={`alerts at ${camera} over the time`}>
        <rect class="base" width="100" height="10" />
        {trial.alerts.filter((alert) => alert.camera === camera).map((alert) => {
          const start = part(Date.parse(alert.from));
          const end = part(alert.to ? Date.parse(alert.to) : from + length);
          return <rect key={alert.id} class="mark" x={start} width={Math.max(.4, end - start)} height="10" />;
        })}
      </svg>
    </div>
  );
}
