// What all forms do: send a change, say what became of it, and how to do it by hand.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { change, isOperator } from './session';

interface Done { done: string; notice: string; command: string }

export interface Sending {
  busy: boolean;
  refusal: string;
  done?: Done;
  send: (method: string, path: string, body?: unknown) => Promise<boolean>;
}

/** Sends changes one at a time. */
export function useSending(after: () => void = () => {}): Sending {
  const [state, setState] = useState<Omit<Sending, 'send'>>({ busy: false, refusal: '' });
  const send = async (method: string, path: string, body?: unknown) => {
    setState({ busy: true, refusal: '' });
    try {
      const done = await change<Done>(method, path, body);
      setState({ busy: false, refusal: '', done });
      after();
      return true;
    } catch (error) {
      setState({ busy: false, refusal: (error as Error).message });
      return false;
    }
  };
  return { ...state, send };
}

/** What became of a change. */
export function Outcome({ of }: { of: Sending }) {
  return (
    <div class="outcome" role="status">
      {of.busy && <p class="why">Working…</p>}
      {of.refusal && <p class="why bad">{of.refusal}</p>}
      {of.done && (
        <>
          <p class="why good">{of.done.done || 'done'}{of.done.notice && <><br />{of.done.notice}</>}</p>
          <p class="why">By hand: <code>{of.done.command}</code></p>
        </>
      )}
    </div>
  );
}

/** A button that changes something; a viewer does not have it. */
export function Act({ children, onAct, busy, kind }:
  { children: ComponentChildren; onAct: () => void; busy?: boolean; kind?: string }) {
  if (!isOperator()) return null;
  return <button type="button" class={kind} disabled={busy} onClick={onAct}>{children}</button>;
}

/** A button that asks once more. */
export function Sure({ children, onAct, busy }: { children: string; onAct: () => void; busy?: boolean }) {
  const [asked, setAsked] = useState(false);
  const act = () => {
    if (asked) onAct();
    setAsked(!asked);
  };
  return <Act onAct={act} busy={busy} kind={asked ? 'danger' : undefined}>{asked ? `${children}: sure?` : children}</Act>;
}

interface FieldProps {
  label: string;
  hint?: string;
  children: ComponentChildren;
}

export function Field({ label, hint, children }: FieldProps) {
  return <label class="field"><span>{label}</span>{children}{hint && <small>{hint}</small>}</label>;
}

/** The values of a form by their names, those that are empty left out. */
export function values(form: HTMLFormElement): Record<string, string> {
  const all: Record<string, string> = {};
  new FormData(form).forEach((value, name) => {
    if (typeof value === 'string' && value.trim()) all[name] = value.trim();
  });
  return all;
}
