// How long a second signature is awaited, and when whoever must give it is reminded.
import { z } from 'zod'
import type { Read } from '#platform/db/db.ts'
import { setting } from '#platform/house/settings.ts'
import { valueOf } from '#settings'
import { territory } from '#territory'

const DAYS = /^\d{1,2}( ?, ?\d{1,2}){0,4}$/

const REMINDERS = setting({
  key: 'requests.cosign_reminders',
  label: 'Rappels à la seconde personne qui doit signer',
  hint: 'Jours après la demande de signature, séparés par des virgules. La personne peut refuser à tout moment.',
  levels: ['metropolis'],
  control: 'line',
  type: z
    .string()
    .trim()
    .regex(DAYS, 'Écrivez des nombres de jours séparés par des virgules, par exemple\u00a0: 3, 7.')
    .transform((typed) =>
      typed
        .split(',')
        .map(Number)
        .sort((a, b) => a - b),
    ),
  otherwise: '3, 7',
})

const SILENCE = setting({
  key: 'requests.cosign_days',
  label: 'Jours pendant lesquels une seconde signature est attendue',
  hint: 'Ensuite le lien ne sert plus, et qui a fait la demande en est prévenu. Son brouillon reste 90 jours.',
  levels: ['metropolis'],
  control: 'line',
  type: z
    .string()
    .trim()
    .regex(/^[1-9]\d?$/, 'Écrivez un nombre de jours, de 1 à 60.')
    .transform(Number)
    .refine((days) => days <= 60, 'Écrivez un nombre de jours, de 1 à 60.'),
  otherwise: '21',
})

export const cosignSettings = [REMINDERS, SILENCE] as const

export async function cosignDays(tx: Read): Promise<{ reminders: readonly number[]; silence: number }> {
  const where = { authorityId: (await territory(tx)).metropolis.id, unitId: null, serviceSlug: null }
  return { reminders: await valueOf(tx, REMINDERS, where), silence: await valueOf(tx, SILENCE, where) }
}
