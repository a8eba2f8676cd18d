import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { AlertsPage } from './alerts';
import { CameraPage } from './camera';
import { CameraForm } from './cameraform';
import { Icon } from './icons';
import { look, stayConnected } from './live';
import { ModelsPage } from './models';
import { RulesPage } from './rules';
import { Login, useRole } from './session';
import { SystemPage } from './system';
import { useAlerts, useAnnouncement, useBeat, useLink } from './store';
import { count, millis } from './format';
import { Wall } from './wall';

const PLACES = [
  { path: '', name: 'Cameras', icon: 'cameras' },
  { path: 'alerts', name: 'Alerts', icon: 'alerts' },
  { path: 'rules', name: 'Rules', icon: 'rules' },
  { path: 'models', name: 'Models', icon: 'models' },
  { path: 'system', name: 'System', icon: 'system' },
] as const;

function useRoute(): string[] {
  const read = () => location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const changed = () => setRoute(read());
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return route;
}

function App() {
  const role = useRole();
  if (role === undefined) return <header class="bar"><Brand /></header>;
  return role === 'nobody' ? <Login /> : <Pages />;
}

function Brand() {
  return <a class="brand" href="#/"><img src="icon.svg" alt="" width="28" height="28" />Framewatch</a>;
}

function Pages() {
  const [place = '', id = ''] = useRoute();
  useEffect(stayConnected, []);
  useEffect(() => look(place === 'camera' ? id : ''), [place, id]);
  useEffect(() => {
    const name = place === 'camera' ? id : PLACES.find((one) => one.path === place)?.name;
    document.title = (name ? name + ' · ' : '') + 'Framewatch';
  }, [place, id]);
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>Skip to content</a>
      <Bar place={place} />
      <Notices />
      <main id="main" tabIndex={-1}>
        {place === 'camera' ? <CameraPage id={id} key={id} />
          : place === 'alerts' ? <AlertsPage />
          : place === 'rules' ? <RulesPage />
          : place === 'models' ? <ModelsPage />
          : place === 'edit' ? <CameraForm id={id} key={id} />
          : place === 'system' ? <SystemPage />
          : <Wall />}
      </main>
    </>
  );
}

function skip(event: Event) {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function Bar({ place }: { place: string }) {
  const open = useAlerts().filter((alert) => alert.span.to === undefined).length;
  return (
    <header class="bar">
      <Brand />
      <nav aria-label="Pages">
        {PLACES.map(({ path, name, icon }) => (
          <a href={'#/' + path} key={path} aria-current={isAt(place, path) ? 'page' : undefined}>
            <Icon name={icon} />
            <span>{name}</span>
            {path === 'alerts' && open > 0 && <b class="badge"><span class="hidden">, going on: </span>{open}</b>}
          </a>
        ))}
      </nav>
      <Pulse />
    </header>
  );
}

const isAt = (place: string, path: string) => place === path || ((place === 'camera' || place === 'edit') && path === '');

/** How the whole is, in one line. */
function Pulse() {
  const beat = useBeat();
  const link = useLink();
  if (!beat || link !== 'open') return <p class="pulse" />;
  const { cameras, flow } = beat.system;
  return (
    <p class="pulse">
      <span><i class={cameras.trouble ? 'dot trouble' : 'dot live'} />
        {cameras.trouble ? `${cameras.trouble} of ${cameras.all} in trouble`
          : `${cameras.all} ${cameras.all === 1 ? 'camera' : 'cameras'} well`}</span>
      <span><b>{count(Math.round(flow.fps))}</b> frames/s</span>
      <span class="wide"><b>{millis(flow.medianMillis)}</b> behind</span>
    </p>
  );
}

function Notices() {
  const link = useLink();
  const beat = useBeat();
  const announcement = useAnnouncement();
  return (
    <div role="status">
      {link === 'lost' && <p class="notice trouble">Not connected to the server of this page. Trying again…</p>}
      {link === 'open' && beat?.kafka && <p class="notice trouble">Kafka: {beat.kafka}</p>}
      <span class="hidden">{announcement}</span>
    </div>
  );
}

render(<App />, document.getElementById('page') as HTMLElement);
