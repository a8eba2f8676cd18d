// The one connection to the server. It ends when nobody looks, and begins again after a sleep, a
// restart of the server, or a silence.
import { takeAlerts, takeBeat, takeChange, takeHello, takeLink } from './store';

const SILENCE = 6_000;
const HIDDEN = 30_000;
const MAX_DELAY = 10_000;

let source: EventSource | undefined;
let focus = '';
let heard = 0;
let delay = 500;
let retry = 0;
let hiding = 0;

function disconnect() {
  source?.close();
  source = undefined;
  window.clearTimeout(retry);
}

/** Where a login is wanted, and that of this page is over, it begins again with the login. */
async function requireLogin() {
  try {
    if ((await fetch('api/me')).status === 401) location.reload();
  } catch {
    // the server is away: the notice says so
  }
}

function lose() {
  disconnect();
  takeLink('lost');
  void requireLogin();
  retry = window.setTimeout(connect, delay);
  delay = Math.min(MAX_DELAY, delay * 2);
}

function connect() {
  disconnect();
  heard = Date.now();
  const now = new EventSource('api/live' + (focus && '?focus=' + encodeURIComponent(focus)));
  source = now;
  const on = <T>(name: string, take: (data: T) => void) =>
    now.addEventListener(name, (event) => {
      heard = Date.now();
      delay = 500;
      takeLink('open');
      take(JSON.parse((event as MessageEvent<string>).data) as T);
    });
  on('hello', takeHello);
  on('cameras', takeChange);
  on('alerts', takeAlerts);
  on('system', takeBeat);
  now.onerror = () => now === source && lose();
}

/** Gets all pictures, or those of one camera alone. */
export function look(at: string) {
  if (source && focus === at) return;
  focus = at;
  connect();
}

export function stayConnected() {
  window.setInterval(() => {
    if (source && Date.now() - heard > SILENCE) lose();
  }, 1_000);
  document.addEventListener('visibilitychange', () => {
    window.clearTimeout(hiding);
    if (document.hidden) hiding = window.setTimeout(disconnect, HIDDEN);
    else if (!source) connect();
  });
  window.addEventListener('online', connect);
  window.addEventListener('pageshow', (event) => event.persisted && connect());
}
