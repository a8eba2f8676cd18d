// Lists that commands give: asked when a page needs them, and again after a change.
import { useEffect, useState } from 'preact/hooks';
import { ask } from './session';

export interface Listing<T> { list?: T[]; problem: string; reload: () => void }

export function useListing<T>(path: string): Listing<T> {
  const [list, setList] = useState<T[]>();
  const [problem, setProblem] = useState('');
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let ended = false;
    ask<{ list: T[] }>(path)
      .then((answer) => {
        if (ended) return;
        setList(answer.list);
        setProblem('');
      })
      .catch((error: Error) => !ended && setProblem(error.message));
    return () => {
      ended = true;
    };
  }, [path, turn]);
  return { list, problem, reload: () => setTurn((now) => now + 1) };
}
