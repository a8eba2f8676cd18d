// What the server sends, as the records of io.framewatch.page.live write it.

export type Health = 'trouble' | 'alert' | 'live' | 'idle';

export interface LabelScore { label: string; score: number }

export interface HeadResult { name: string; version: string; scores: LabelScore[] }

export interface Result {
  frame: string;
  captured: number;
  labels: LabelScore[];
  heads: HeadResult[];
  model: string;
}

export interface Alert {
  id: string;
  cause: { rule: string; camera: string; label: string };
  span: { from: number; to?: number; endReason?: string };
  evidence?: { frame: string; score?: number; model?: string };
  mark?: 'right' | 'wrong';
}

export interface Camera {
  id: string;
  condition: { health: Health; state: string; trouble?: string; camera?: string; tags: string[] };
  result?: Result;
  flow: { fps: number; medianMillis?: number; p99Millis?: number; batch?: number; unaccounted: number };
  alerts: Alert[];
}

export interface System {
  cameras: { all: number; trouble: number; alerting: number };
  flow: {
    fps: number;
    medianMillis?: number;
    p99Millis?: number;
    batch: number;
    stages: { decode: number; queue: number; inference: number };
  };
  frames: { published: number; classified: number; shed: number; deadLettered: number; unaccounted: number };
  models: string[];
}

export interface Hello { cameras: Camera[]; alerts: Alert[] }

export interface Change {
  cameras: Camera[];
  pictures: { id: string; frame: string; jpeg: string }[];
  gone: string[];
}

export interface Beat { now: number; system: System; kafka?: string }

export interface Scores { from: number; step: number; series: Record<string, (number | null)[]> }
