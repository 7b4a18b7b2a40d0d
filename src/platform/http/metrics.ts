// Prometheus figures of the process. Labels are route patterns, never addresses asked.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  observe(method: string, route: string, status: number, seconds: number): void
  /** Counts a security event (security-notes.ts). */
  alert(event: string): void
  /** Counts a block of a home that could not be drawn. */
  blockFailed(block: string): void
  setPoolUse(busy: number, waiting: number): void
  text(): Promise<string>
}

// What is measured of the process is measured once, however many servers it has had: its timers and observers never end.
const ofProcess = new Registry()
let isMeasured = false

function measureProcess(): void {
  if (!isMeasured) collectDefaultMetrics({ register: ofProcess })
  isMeasured = true
}

/** One registry per server, so that several may live in one process (tests). */
export function createMetrics(): Metrics {
  const registry = new Registry()
  measureProcess()
  const labelNames = ['method', 'route', 'status']
  const requests = new Counter({
    name: 'parvis_http_requests_total',
    help: 'Answers given',
    labelNames,
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'parvis_http_seconds',
    help: 'Time to answer, in seconds',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  const alerts = new Counter({
    name: 'parvis_security_events_total',
    help: 'Security events told in the journal',
    labelNames: ['event'],
    registers: [registry],
  })
  const blocks = new Counter({
    name: 'parvis_blocks_failed_total',
    help: 'Blocks of homes that could not be drawn',
    labelNames: ['block'],
    registers: [registry],
  })
  const busy = new Gauge({ name: 'parvis_database_busy', help: 'Connections in use', registers: [registry] })
  const waiting = new Gauge({
    name: 'parvis_database_waiting',
    help: 'Requests that wait for a connection',
    registers: [registry],
  })
  return {
    observe(method, route, status, duration) {
      requests.inc({ method, route, status: String(status) })
      seconds.observe({ method, route }, duration)
    },
    alert: (event) => alerts.inc({ event }),
    blockFailed(block) {
      blocks.inc({ block })
    },
    setPoolUse(used, queued) {
      busy.set(used)
      waiting.set(queued)
    },
    text: () => Registry.merge([ofProcess, registry]).metrics(),
  }
}
