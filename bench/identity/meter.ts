// Time of processor and memory that processes really took, as Linux counts them (/proc, ticks of a hundredth of a second).
import { readdirSync, readFileSync } from 'node:fs'

/** Seconds of processor used so far. */
export interface Used {
  program: number
  /** The server and all its processes, also those that have ended. */
  postgres: number
}

const TICKS = 100

interface Stat {
  parent: number
  /** Own time. */
  own: number
  /** Time of children that ended. */
  ended: number
}

function statOf(pid: number): Stat | null {
  try {
    // After the name, which may hold spaces and parentheses.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const at = (index: number) => Number(fields[index])
    return { parent: at(1), own: (at(11) + at(12)) / TICKS, ended: (at(13) + at(14)) / TICKS }
  } catch {
    return null
  }
}

/** @throws Error on a system without /proc */
export function usedBy(program: number, postmaster: number): Used {
  const [own, server] = [statOf(program), statOf(postmaster)]
  if (own === null || server === null) throw new Error('this part reads /proc: it runs on Linux alone')
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.parent === postmaster)
  const postgres = children.reduce((sum, stat) => sum + (stat?.own ?? 0), server.own + server.ended)
  return { program: own.own, postgres }
}

/** The most memory that a process ever held, in mebibytes. */
export function mostMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
}
