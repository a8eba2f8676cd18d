// Who one is, and how to become somebody.
import { useEffect, useState } from 'preact/hooks';

export type Role = 'viewer' | 'operator';

let role: Role | undefined;

/** Whether one may change things; the server asks again. */
export const isOperator = () => role === 'operator';

/** Sends a change; throws what the server says against it. */
export async function change<T>(method: string, path: string, body?: unknown): Promise<T | undefined> {
  const answer = await fetch(path, {
    method,
    headers: { 'X-Framewatch': '1', 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await problem(answer));
  return answer.status === 204 ? undefined : ((await answer.json()) as T);
}

/** Asks for something; throws what the server says against it. */
export async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(await problem(answer));
  return (await answer.json()) as T;
}

async function problem(answer: Response): Promise<string> {
  try {
    return ((await answer.json()) as { problem: string }).problem;
  } catch {
    return `the server answers ${answer.status}`;
  }
}

/** Who one is: undefined while it is asked, and 'nobody' where a login is wanted. */
export function useRole(): Role | 'nobody' | undefined {
  const [known, setKnown] = useState<Role | 'nobody'>();
  useEffect(() => {
    let timer = 0;
    const load = async () => {
      try {
        const answer = await fetch('api/me');
        role = answer.ok ? ((await answer.json()) as { role: Role }).role : undefined;
        setKnown(role ?? 'nobody');
      } catch {
        timer = window.setTimeout(load, 2_000);
      }
    };
    void load();
    return () => window.clearTimeout(timer);
  }, []);
  return known;
}

export function Login() {
  const [refusal, setRefusal] = useState('');
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const token = new FormData(event.currentTarget as HTMLFormElement).get('token');
    try {
      await change('POST', 'api/login', { token });
      location.reload();
    } catch (error) {
      setRefusal((error as Error).message);
    }
  };
  return (
    <main id="main" class="login">
      <form class="panel" onSubmit={send}>
        <p class="brand"><img src="icon.svg" alt="" width="28" height="28" />Framewatch</p>
        <h1>Log in</h1>
        <label>Token<input name="token" type="password" autoComplete="current-password" required autoFocus /></label>
        {refusal && <p class="why bad" role="alert">{refusal}</p>}
        <button class="primary">Log in</button>
      </form>
    </main>
  );
}
