import type { Camera, LabelScore } from './wire';

export const percent = (score: number) => Math.round(score * 100) + ' %';

export function millis(value: number | undefined): string {
  if (value === undefined) return '–';
  return value < 1_000 ? value + ' ms' : duration(value);
}

export function duration(value: number): string {
  const seconds = Math.max(0, value) / 1_000;
  if (seconds < 10) return seconds.toFixed(1) + ' s';
  if (seconds < 120) return Math.round(seconds) + ' s';
  if (seconds < 7_200) return Math.round(seconds / 60) + ' min';
  if (seconds < 172_800) return Math.round(seconds / 3_600) + ' h';
  return Math.round(seconds / 86_400) + ' days';
}

export function count(value: number): string {
  return value.toLocaleString('en');
}

export function clock(time: number): string {
  const at = new Date(time);
  const today = new Date().toDateString() === at.toDateString();
  const ofDay = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  return today ? ofDay : at.toLocaleDateString([], { day: 'numeric', month: 'short' }) + ' ' + ofDay;
}

/** Hours and minutes, for axes. */
export const ofDay = (time: number) =>
  new Date(time).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** The best label of a camera: of its head, if it has one. */
export function best(camera: Camera): LabelScore | undefined {
  return camera.result?.heads[0]?.scores[0] ?? camera.result?.labels[0];
}
