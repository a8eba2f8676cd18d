import { percent } from './format';
import { Field, Outcome, Sure, useSending, values } from './forms';
import { useListing } from './lists';
import { isOperator } from './session';

interface Comparison { with: string; agreement: number; frames: number; meanScoreDifference: number }

interface Line {
  key: string;
  version: string;
  role: string;
  uri?: string;
  subtasks: { subtask: number; state: string; reason?: string }[];
  comparisons: Comparison[];
}

export function ModelsPage() {
  const { list, problem, reload } = useListing<Line>('api/models');
  return (
    <section class="column" aria-labelledby="title">
      <div class="head"><h1 id="title">Models</h1></div>
      {problem && <p class="notice trouble">{problem}</p>}
      {!list ? !problem && <p class="empty">Asking…</p>
        : list.length === 0 ? <p class="empty">Nothing is deployed: the job serves the model of its configuration.</p>
        : <ul class="rows">{list.map((line) => <li key={line.key + line.version + line.role}><ModelRow line={line} reload={reload} /></li>)}</ul>}
      {isOperator() && <DeployForm reload={reload} />}
    </section>
  );
}

function ModelRow({ line, reload }: { line: Line; reload: () => void }) {
  const sending = useSending(reload);
  const { key, version, role, uri, subtasks, comparisons } = line;
  const refusals = [...new Set(subtasks.map((task) => task.reason).filter(Boolean))];
  const states = [...new Set(subtasks.map((task) => task.state))].join(', ');
  return (
    <article class="row">
      <div class="grow">
        <h2>{key} <span class="version">{version}</span> <span class={'pill ' + (role === 'active' ? 'live' : '')}>{role}</span></h2>
        {uri && <p class="where">{uri}</p>}
        {subtasks.length > 0 && <p class="when">{states} on {subtasks.length} {subtasks.length === 1 ? 'task' : 'tasks'}</p>}
        {refusals.map((reason) => <p class="why bad" key={reason}>{reason}</p>)}
        {comparisons.map((one) => (
          <p class="where" key={one.with}>agrees with {one.with} on {percent(one.agreement)} of {one.frames.toLocaleString('en')} frames; scores differ by {one.meanScoreDifference.toFixed(3)}</p>
        ))}
      </div>
      <div class="acts">
        {role === 'active' && !key.includes('/') && (
          <Sure busy={sending.busy} onAct={() => sending.send('POST', `api/models/${encodeURIComponent(key)}/rollback`)}>Roll back</Sure>
        )}
      </div>
      <Outcome of={sending} />
    </article>
  );
}

function DeployForm({ reload }: { reload: () => void }) {
  const sending = useSending(reload);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const given = values(event.currentTarget as HTMLFormElement);
    const shadow = (event.submitter as HTMLButtonElement | null)?.value === 'shadow';
    const body = shadow ? { folder: given.folder, share: Number(given.share) } : { folder: given.folder };
    void sending.send('POST', 'api/models/' + (shadow ? 'shadow' : 'deploy'), body);
  };
  return (
    <form class="panel make" onSubmit={send}>
      <h2>Another model</h2>
      <div class="fields">
        <Field label="Folder" hint="of the model, on the machine of this page and of the job"><input name="folder" required placeholder="/models/gate-v2" /></Field>
        <Field label="Share of frames in shadow"><input name="share" type="number" min="0.01" max="1" step="0.01" defaultValue="0.1" required /></Field>
      </div>
      <div class="acts">
        <button value="shadow" disabled={sending.busy}>Compare in shadow</button>
        <button class="primary" value="deploy" disabled={sending.busy}>Deploy</button>
      </div>
      <Outcome of={sending} />
    </form>
  );
}
