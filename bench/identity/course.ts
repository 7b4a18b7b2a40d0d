// What the browsers and sites of the identity load are told to do, and what they tell back. They run in a process of their
// own (visitors.ts).
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Latency } from '../plan.ts'

export const PASSWORD = 'une phrase assez longue pour le banc'

/** One kind of visit; see visitors.ts. */
export type Kind = 'password' | 'site' | 'franceconnect' | 'refresh' | 'flood'

export interface Course {
  kind: Kind
  origin: string
  connections: number
  seconds: number
  /** Visits begun each second, however long they take; null: each connection begins another when the last has ended. */
  perSecond: number | null
  /** Number of the first person. */
  from: number
  /** The relying site, for `site` and `refresh`. */
  site: Site | null
  /** Of the installation, hexadecimal: seals the form that `flood` posts without having asked for it. */
  secret: string
}

export interface Site {
  id: string
  secret: string
  redirectUri: string
}

export interface Ran {
  /** From the first departure to the last arrival. */
  seconds: number
  /** Visits that ended rightly. */
  done: number
  /** What else was answered, by status. */
  other: Record<string, number>
  /** Of each exchange, in milliseconds. */
  latencies: Latency[]
  /** Answers that said 503 without saying when to come back. */
  withoutRetryAfter: number
}

/** The person, the browser and the token of each number are the same here and in the database (accounts.ts, tokens.ts). */
export const emailOf = (number: number): string => `personne.${number}@banc.example`
export const deviceOf = (number: number): string =>
  createHash('sha256').update(`device ${number}`).digest('base64url')
export const refreshTokenOf = (number: number): string =>
  createHash('sha256').update(`refresh ${number}`).digest('base64url')

/** Runs a course in another process. */
export async function runCourse(course: Course): Promise<Ran> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'visitors.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify(course))
  const said: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => said.push(part))
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw new Error('the load generator failed')
  return JSON.parse(Buffer.concat(said).toString()) as Ran
}

const TRIES = 3

/**
 * Runs it, and refuses anything but right answers: figures of failures mean nothing. A run in which people were refused
 * because the machine was taken elsewhere is told, and run again.
 */
export async function runRightly(course: Course, left = TRIES): Promise<Ran> {
  const ran = await runCourse(course)
  const { 503: refused = 0, ...wrong } = ran.other
  if (ran.done > 0 && refused === 0 && Object.keys(wrong).length === 0) return ran
  const told = `${course.kind}: ${ran.done} right visits, and ${JSON.stringify(ran.other)}`
  if (left === 1 || Object.keys(wrong).length > 0) throw new Error(told)
  console.error(`         ${told}; again`)
  return runRightly({ ...course, from: course.from + ran.done + 500 }, left - 1)
}
