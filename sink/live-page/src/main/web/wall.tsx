import { useEffect, useRef, useState } from 'preact/hooks';
import { AlertList } from './alerts';
import { best, duration, millis, percent } from './format';
import { Icon } from './icons';
import { isOperator } from './session';
import { serverNow, useAlerts, useCamera, useLink, useOrder, usePicture } from './store';
import type { Camera } from './wire';

const RECENT_ALERTS = 12;

export function Wall() {
  const ids = useOrder();
  const alerts = useAlerts();
  return (
    <div class={alerts.length ? 'desk' : ''}>
      <section aria-labelledby="cameras">
        <h1 id="cameras" class="hidden">Cameras</h1>
        {ids.length === 0 ? <Empty /> : (
          <ul class="wall">
            {ids.map((id) => <li key={id}><Card id={id} /></li>)}
            {isOperator() && <li><a class="add" href="#/edit/"><Icon name="plus" />Add a camera</a></li>}
          </ul>
        )}
      </section>
      {alerts.length > 0 && (
        <aside class="recent" aria-labelledby="recent">
          <h2 id="recent">Latest alerts</h2>
          <AlertList alerts={alerts.slice(0, RECENT_ALERTS)} />
          <a class="more" href="#/alerts">All alerts</a>
        </aside>
      )}
    </div>
  );
}

function Empty() {
  const link = useLink();
  if (link !== 'open') return <p class="empty">Connecting…</p>;
  return (
    <div class="empty">
      <Icon name="cameras" />
      <h2>No camera yet</h2>
      <p>Cameras appear here with their first result.</p>
      {isOperator() && <p><a href="#/edit/">Add one</a></p>}
    </div>
  );
}

function Card({ id }: { id: string }) {
  const camera = useCamera(id);
  if (!camera) return null;
  const { health, trouble } = camera.condition;
  return (
    <a class={'card ' + health} href={'#/camera/' + encodeURIComponent(id)} aria-label={spoken(camera)}>
      <Picture id={id} />
      <StatePill camera={camera} />
      <Age captured={camera.result?.captured} />
      <div class="facts">
        <div class="name"><strong>{id}</strong>{camera.result && <Flow camera={camera} />}</div>
        {trouble ? <p class="why">{trouble}</p> : <Answer camera={camera} />}
      </div>
    </a>
  );
}

/** What a screen reader says of a card. */
function spoken(camera: Camera): string {
  const answer = best(camera);
  const parts = [camera.id, camera.condition.trouble ?? camera.condition.state];
  if (answer) parts.push(`${answer.label} ${percent(answer.score)}`);
  camera.alerts.forEach((alert) => parts.push(`alert ${alert.cause.rule}`));
  return parts.join(', ');
}

export function Picture({ id }: { id: string }) {
  const image = useRef<HTMLImageElement>(null);
  usePicture(id, image);
  return (
    <div class="picture">
      <Icon name="still" />
      <img ref={image} alt="" hidden decoding="async" draggable={false} />
    </div>
  );
}

export function StatePill({ camera }: { camera: Camera }) {
  const { health, state } = camera.condition;
  const alert = camera.alerts[0];
  const text = health === 'trouble' && state === 'live' ? 'trouble'
    : health === 'alert' && alert ? alert.cause.rule : state;
  return <span class={'pill ' + health}><i class={'dot ' + health} />{text}</span>;
}

export function Answer({ camera }: { camera: Camera }) {
  const answer = best(camera);
  if (!answer) return <p class="why">no result yet</p>;
  return (
    <div class="answer">
      <span class="label">{answer.label}</span>
      <span class="score">{percent(answer.score)}</span>
      <Meter score={answer.score} />
    </div>
  );
}

export function Meter({ score }: { score: number }) {
  return <span class="meter" aria-hidden="true"><span style={{ transform: `scaleX(${score})` }} /></span>;
}

function Flow({ camera }: { camera: Camera }) {
  const { fps, medianMillis } = camera.flow;
  return <span class="flow">{fps.toFixed(1)} fps · {millis(medianMillis)}</span>;
}

/** How old the picture is, by the server's clock. */
export function Age({ captured }: { captured: number | undefined }) {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(serverNow()), 1_000);
    return () => window.clearInterval(timer);
  }, []);
  if (captured === undefined) return null;
  return <span class="age">{duration(Math.max(now, serverNow()) - captured)} ago</span>;
}
