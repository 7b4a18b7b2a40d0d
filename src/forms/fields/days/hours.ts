// An hour as people write it: « 14 h 30 », « 14:30 », « 9h »; kept `HH:MM`.
import { z } from 'zod'
import type { Option } from '../kind.ts'
import { SAYS } from '../words.ts'

/** An hour of a day, `HH:MM`. */
export type Hour = string

const HOUR = /^(\d{1,2})(?:\s?[h:]\s?(?:(\d{2})(?:\s?min)?)?)?$/i

/** That hour, or what is wrong with it. */
export function readHour(typed: string): { answer: Hour } | { problem: string } {
  const [, hours = '', minutes = '00'] = HOUR.exec(typed) ?? []
  if (hours === '') return { problem: SAYS.hour() }
  if (Number(hours) > 23) return { problem: SAYS.noHour(Number(hours)) }
  if (Number(minutes) > 59) return { problem: SAYS.noMinutes(minutes) }
  return { answer: `${hours.padStart(2, '0')}:${minutes}` }
}

/** « 14 h 30 », « 9 h » */
export function writtenHour(hour: Hour): string {
  const [hours = '', minutes = ''] = hour.split(':')
  const start = `${Number(hours)}\u00a0h`
  return minutes === '00' ? start : `${start}\u00a0${minutes}`
}

/** Between which hours of a day, inclusive. */
export interface Hours {
  firstHour?: Hour
  lastHour?: Hour
}

const hour = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'HH:MM')

export const HOURS: Readonly<Record<keyof Hours, Option>> = {
  firstHour: { shape: hour, one: 'la première heure possible' },
  lastHour: { shape: hour, one: 'la dernière heure possible' },
}

/** Why an hour is too early or too late; null when it is neither. */
export function outOfHours({ firstHour = '00:00', lastHour = '23:59' }: Hours, said: Hour): string | null {
  if (said < firstHour) return SAYS.hourFrom(firstHour, writtenHour(firstHour))
  return said > lastHour ? SAYS.hourUntil(lastHour, writtenHour(lastHour)) : null
}

/** An hour that such a question takes. */
export const hourWithin = ({ firstHour = '00:00', lastHour = '23:59' }: Hours): Hour =>
  firstHour <= '14:30' && lastHour >= '14:30' ? '14:30' : firstHour
