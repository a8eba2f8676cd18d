import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { clock, ofDay } from './format';
import type { Alert, Scores } from './wire';

const MAX_LABELS = 6;
const COLOURS = ['--series-1', '--series-2', '--series-3', '--series-4', '--series-5', '--series-6'];
const HEIGHT = 220;

interface TimelineProps { scores: Scores; alerts: Alert[]; onSelect?: (from: number, to: number) => void }

/** Scores over time; alerts are spans behind them. */
export function Timeline({ scores, alerts, onSelect }: TimelineProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>();
  const spans = useRef(alerts);
  spans.current = alerts;
  const select = useRef(onSelect);
  select.current = onSelect;
  const labels = highest(scores);
  const key = labels.join('\n');

  useEffect(() => {
    const at = place.current as HTMLDivElement;
    const made = new uPlot(options(labels, at.clientWidth, spans, select), data(scores, labels), at);
    plot.current = made;
    const fit = new ResizeObserver(() => made.setSize({ width: at.clientWidth, height: HEIGHT }));
    fit.observe(at);
    return () => {
      fit.disconnect();
      made.destroy();
    };
  }, [key]);
  useEffect(() => plot.current?.setData(data(scores, labels)), [scores]);

  return <div class="timeline" ref={place} role="img" aria-label={spoken(labels, alerts)} />;
}

function spoken(labels: string[], alerts: Alert[]): string {
  return `Scores over time of ${labels.join(', ')}; ${alerts.length} alerts`;
}

/** The labels with the highest scores. */
function highest(scores: Scores): string[] {
  const peak = (label: string) =>
    (scores.series[label] ?? []).reduce<number>((most, score) => Math.max(most, score ?? 0), 0);
  return Object.keys(scores.series)
    .map((label) => ({ label, peak: peak(label) }))
    .sort((one, other) => other.peak - one.peak)
    .slice(0, MAX_LABELS)
    .map(({ label }) => label)
    .sort();
}

/** From the first score on: a camera that is new has the whole width. */
function data(scores: Scores, labels: string[]): uPlot.AlignedData {
  const series = labels.map((label) => scores.series[label] ?? []);
  const begins = series.map((values) => values.findIndex((score) => score !== null)).filter((begin) => begin >= 0);
  const begin = Math.max(0, Math.min(...begins, scores.series[labels[0] as string]?.length ?? 0) - 1);
  const times = (series[0] ?? []).slice(begin).map((_, index) => (scores.from + (begin + index) * scores.step) / 1_000);
  return [times, ...series.map((values) => values.slice(begin))];
}

function options(labels: string[], width: number, alerts: { current: Alert[] }, select: { current: TimelineProps['onSelect'] }): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--faint'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
  return {
    width,
    height: HEIGHT,
    scales: { y: { range: [0, 1] } },
    axes: [{ ...axis, values: (_, ticks) => ticks.map((tick) => ofDay(tick * 1_000)) }, { ...axis, size: 44, values: (_, ticks) => ticks.map((tick) => Math.round(tick * 100) + ' %') }],
    cursor: { drag: { x: true, y: false, setScale: false } },
    hooks: {
      drawClear: [(plot) => drawSpans(plot, alerts.current, colour('--span'))],
      setSelect: [(plot) => {
        const { left, width: wide } = plot.select;
        if (wide > 0) select.current?.(plot.posToVal(left, 'x') * 1_000, plot.posToVal(left + wide, 'x') * 1_000);
      }],
    },
    series: [
      { label: 'Time', value: (_: uPlot, time: number | null) => (time === null ? '–' : clock(time * 1_000)) },
      ...labels.map((label, index) => ({
        label,
        stroke: colour(COLOURS[index] as string),
        width: 1.75,
        points: { show: false },
        value: (_: uPlot, score: number | null) => (score === null ? '–' : Math.round(score * 100) + ' %'),
      })),
    ],
  };
}

function drawSpans(plot: uPlot, alerts: Alert[], colour: string) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.fillStyle = colour;
  for (const { span } of alerts) {
    const from = Math.max(bbox.left, plot.valToPos(span.from / 1_000, 'x', true));
    const to = span.to === undefined ? bbox.left + bbox.width : plot.valToPos(span.to / 1_000, 'x', true);
    const end = Math.min(bbox.left + bbox.width, to);
    if (end > from) ctx.fillRect(from, bbox.top, Math.max(2, end - from), bbox.height);
  }
  ctx.restore();
}
