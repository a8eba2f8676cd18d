// What the page knows now. Components subscribe to the part that they show, so that a picture of
// one camera draws nothing else.
import { useEffect, useState } from 'preact/hooks';
import type { Alert, Beat, Camera, Change, Health, Hello } from './wire';

const MAX_ALERTS = 2000;
const MAX_DELAYS = 2000;
const ORDER: Health[] = ['trouble', 'alert', 'live', 'idle'];

export type Link = 'connecting' | 'open' | 'lost';

const cameras = new Map<string, Camera>();
const pictures = new Map<string, string>();
const alerts = new Map<string, Alert>();
const listeners = new Map<string, Set<() => void>>();

/** Milliseconds from capture to this screen, of the latest pictures. */
const delays: number[] = [];

let beat: Beat | undefined;
let link: Link = 'connecting';
let order: string[] = [];
let clockSkew = 0;

function tell(topic: string) {
  listeners.get(topic)?.forEach((listener) => listener());
}

function subscribe(topic: string, listener: () => void): () => void {
  const of = listeners.get(topic) ?? new Set();
  listeners.set(topic, of.add(listener));
  return () => of.delete(listener);
}

function use<T>(topic: string, read: () => T): T {
  const [, redraw] = useState({});
  useEffect(() => subscribe(topic, () => redraw({})), [topic]);
  return read();
}

function sort() {
  const now = [...cameras.values()]
    .sort(
      (one, other) =>
        ORDER.indexOf(one.condition.health) - ORDER.indexOf(other.condition.health) ||
        one.id.localeCompare(other.id),
    )
    .map((camera) => camera.id);
  if (now.join('/') !== order.join('/')) {
    order = now;
    tell('order');
  }
}

export function takeHello(hello: Hello) {
  const gone = new Set(cameras.keys());
  hello.cameras.forEach((camera) => gone.delete(camera.id));
  alerts.clear();
  [...hello.alerts].reverse().forEach((alert) => alerts.set(alert.id, alert));
  takeChange({ cameras: hello.cameras, pictures: [], gone: [...gone] });
  tell('alerts');
}

export function takeChange(change: Change) {
  for (const camera of change.cameras) {
    cameras.set(camera.id, camera);
    tell('camera ' + camera.id);
  }
  for (const id of change.gone) {
    cameras.delete(id);
    pictures.delete(id);
  }
  for (const picture of change.pictures) {
    const result = cameras.get(picture.id)?.result;
    if (result?.frame === picture.frame) delays.push(Math.max(0, serverNow() - result.captured));
    pictures.set(picture.id, 'data:image/jpeg;base64,' + picture.jpeg);
    tell('picture ' + picture.id);
  }
  delays.splice(0, delays.length - MAX_DELAYS);
  sort();
}

export function takeAlerts(changes: Alert[]) {
  for (const alert of changes) {
    const isNew = !alerts.has(alert.id);
    alerts.set(alert.id, alert);
    if (isNew && alert.span.to === undefined) {
      announcement = `Alert: ${alert.cause.label} at ${alert.cause.camera}`;
      tell('announcement');
    }
  }
  while (alerts.size > MAX_ALERTS) {
    alerts.delete(alerts.keys().next().value as string);
  }
  tell('alerts');
}

export function takeBeat(now: Beat) {
  beat = now;
  clockSkew = now.now - Date.now();
  tell('beat');
}

export function takeLink(now: Link) {
  if (link !== now) {
    link = now;
    tell('link');
  }
}

let announcement = '';

/** The labels of the model and of heads (head/label) that results had so far. */
export function knownLabels(): string[] {
  const known = new Set<string>();
  for (const { result } of cameras.values()) {
    result?.labels.forEach(({ label }) => known.add(label));
    result?.heads.forEach((head) => head.scores.forEach(({ label }) => known.add(head.name + '/' + label)));
  }
  return [...known].sort();
}

/** Milliseconds since the epoch by the server's clock. */
export const serverNow = () => Date.now() + clockSkew;

/** Milliseconds from capture to this screen that so many of a hundred pictures need at most. */
export function screenDelay(percent: number): number | undefined {
  if (!delays.length) return undefined;
  const sorted = [...delays].sort((one, other) => one - other);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] as number);
}

/** Ids of the cameras, trouble first. */
export const useOrder = () => use('order', () => order);
export const useCamera = (id: string) => use('camera ' + id, () => cameras.get(id));
export const useBeat = () => use('beat', () => beat);
export const useLink = () => use('link', () => link);
export const useAnnouncement = () => use('announcement', () => announcement);
export const useAlerts = () =>
  use('alerts', () => [...alerts.values()].sort((one, other) => other.span.from - one.span.from));

/** Shows the picture of a camera as it comes, without drawing a component. */
export function usePicture(id: string, image: { current: HTMLImageElement | null }) {
  useEffect(() => {
    const show = () => {
      const picture = pictures.get(id);
      if (picture && image.current) {
        image.current.src = picture;
        image.current.hidden = false;
      }
    };
    show();
    return subscribe('picture ' + id, show);
  }, [id]);
}
