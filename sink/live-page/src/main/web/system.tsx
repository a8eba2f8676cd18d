import { count, millis } from './format';
import { screenDelay, useBeat } from './store';

const micros = (value: number) => (value < 1_000 ? value + ' µs' : (value / 1_000).toFixed(1) + ' ms');

export function SystemPage() {
  const beat = useBeat();
  if (!beat) return <p class="empty">Connecting…</p>;
  const { cameras, flow, frames, models } = beat.system;
  return (
    <section class="column" aria-labelledby="title">
      <div class="head"><h1 id="title">System</h1></div>
      <div class="tiles">
        <Tile name="frames a second" value={flow.fps.toFixed(1)} />
        <Tile name="capture to the page's server" value={millis(flow.medianMillis)} />
        <Tile name="99 of 100 within" value={millis(flow.p99Millis)} />
        <Tile name="capture to this screen" value={millis(screenDelay(50))} />
        <Tile name="99 of 100 on this screen within" value={millis(screenDelay(99))} />
        <Tile name="frames in a batch" value={flow.batch.toFixed(1)} />
        <Tile name="cameras in trouble" value={`${cameras.trouble} of ${cameras.all}`} bad={cameras.trouble > 0} />
        <Tile name="unaccounted frames" value={count(frames.unaccounted)} bad={frames.unaccounted > 0} />
      </div>
      <div class="panels wide">
        <section class="panel">
          <h2>Where a frame's time goes</h2>
          <dl class="numbers">
            <div><dt>decoding</dt><dd>{micros(flow.stages.decode)}</dd></div>
            <div><dt>waiting for its batch</dt><dd>{micros(flow.stages.queue)}</dd></div>
            <div><dt>inference of the batch</dt><dd>{micros(flow.stages.inference)}</dd></div>
          </dl>
        </section>
        <section class="panel">
          <h2>What became of the frames of the latest runs</h2>
          <dl class="numbers">
            <div><dt>published</dt><dd>{count(frames.published)}</dd></div>
            <div><dt>classified</dt><dd>{count(frames.classified)}</dd></div>
            <div><dt>shed, too old</dt><dd>{count(frames.shed)}</dd></div>
            <div><dt>dead letters</dt><dd>{count(frames.deadLettered)}</dd></div>
            <div><dt>unaccounted</dt><dd>{count(frames.unaccounted)}</dd></div>
          </dl>
        </section>
        <section class="panel">
          <h2>Models that answer</h2>
          {models.length ? <ul class="plain">{models.map((model) => <li key={model}>{model}</li>)}</ul>
            : <p class="why">none in the last seconds</p>}
        </section>
      </div>
    </section>
  );
}

function Tile({ name, value, bad }: { name: string; value: string; bad?: boolean }) {
  return <div class={bad ? 'tile bad' : 'tile'}><strong>{value}</strong><span>{name}</span></div>;
}
