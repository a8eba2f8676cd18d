import { useState } from 'preact/hooks';
import { clock, duration, percent } from './format';
import { Icon } from './icons';
import { change, isOperator } from './session';
import { serverNow, useAlerts, useBeat } from './store';
import type { Alert } from './wire';

const PAGE = 60;

export function AlertsPage() {
  const all = useAlerts();
  const [camera, setCamera] = useState('');
  const [rule, setRule] = useState('');
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState(PAGE);
  const alerts = all.filter(
    (alert) =>
      (!camera || alert.cause.camera === camera) &&
      (!rule || alert.cause.rule === rule) &&
      (!open || alert.span.to === undefined),
  );
  return (
    <section class="column" aria-labelledby="title">
      <div class="head">
        <h1 id="title">Alerts</h1>
        <div class="filters">
          <Choice name="Camera" value={camera} set={setCamera} of={all.map((alert) => alert.cause.camera)} />
          <Choice name="Rule" value={rule} set={setRule} of={all.map((alert) => alert.cause.rule)} />
          <label class="check">
            <input type="checkbox" checked={open} onChange={(event) => setOpen(event.currentTarget.checked)} />
            going on
          </label>
        </div>
      </div>
      {alerts.length === 0
        ? <p class="empty">{all.length ? 'No alert fits.' : 'No alert in the last seven days.'}</p>
        : <AlertList alerts={alerts.slice(0, shown)} />}
      {alerts.length > shown && (
        <button type="button" class="more" onClick={() => setShown(shown + PAGE)}>Show older ones</button>
      )}
    </section>
  );
}

interface ChoiceProps { name: string; value: string; set: (value: string) => void; of: string[] }

function Choice({ name, value, set, of }: ChoiceProps) {
  const values = [...new Set(of)].sort();
  return (
    <label class="choice">
      <span>{name}</span>
      <select value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">all</option>
        {values.map((one) => <option key={one} value={one}>{one}</option>)}
      </select>
    </label>
  );
}

export function AlertList({ alerts }: { alerts: Alert[] }) {
  useBeat(); // durations of those that go on
  return <ul class="alerts">{alerts.map((alert) => <li key={alert.id}><AlertItem alert={alert} /></li>)}</ul>;
}

export const evidenceOf = (alert: Alert) => 'api/alerts/picture?id=' + encodeURIComponent(alert.id);

function AlertItem({ alert }: { alert: Alert }) {
  const { cause, span, evidence } = alert;
  const open = span.to === undefined;
  return (
    <article class={open ? 'event open' : 'event'}>
      <Evidence alert={alert} />
      <div>
        <p class="what">
          <strong>{cause.label}</strong>
          {evidence?.score !== undefined && <span class="score">{percent(evidence.score)}</span>}
          {open && <span class="pill alert"><i class="dot alert" />now</span>}
        </p>
        <p class="where"><a href={'#/camera/' + encodeURIComponent(cause.camera)}>{cause.camera}</a> · rule {cause.rule}</p>
        <p class="when">
          <time dateTime={new Date(span.from).toISOString()}>{clock(span.from)}</time>
          {' · '}{open ? 'for ' : ''}{duration((span.to ?? serverNow()) - span.from)}
        </p>
        <Marks alert={alert} />
      </div>
    </article>
  );
}

/** What people say of it: rules are tuned by it. */
function Marks({ alert }: { alert: Alert }) {
  const [refusal, setRefusal] = useState('');
  const say = async (verdict: 'right' | 'wrong') => {
    try {
      await change('POST', 'api/alerts/mark', { id: alert.id, verdict });
      setRefusal('');
    } catch (error) {
      setRefusal((error as Error).message);
    }
  };
  if (!isOperator()) return alert.mark ? <p class="when">marked {alert.mark}</p> : null;
  return (
    <div class="marks" role="group" aria-label={`What was the alert ${alert.cause.label} at ${alert.cause.camera}?`}>
      {(['right', 'wrong'] as const).map((verdict) => (
        <button type="button" key={verdict} class={verdict} aria-pressed={alert.mark === verdict} onClick={() => say(verdict)}>
          <Icon name={verdict} />{verdict}
        </button>
      ))}
      {refusal && <span class="why bad" role="alert">{refusal}</span>}
    </div>
  );
}

/** The picture of the frame that tells most, while it is retained. */
function Evidence({ alert }: { alert: Alert }) {
  const [missing, setMissing] = useState(!alert.evidence);
  return (
    <div class="thumb">
      {missing ? <Icon name="still" />
        : <img src={evidenceOf(alert)} alt={`what raised the alert: ${alert.cause.label} at ${alert.cause.camera}`}
            loading="lazy" onError={() => setMissing(true)} />}
    </div>
  );
}
