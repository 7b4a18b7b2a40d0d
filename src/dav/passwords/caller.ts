// Who calls by a password of application: a person in office, whom both walls then bind as on a page; never with their own password.
import { actorOfPerson, digest, isInOffice } from '#people'
import { type Actor, system } from '#platform/actor.ts'
import type { Caller } from '#platform/api/call.ts'
import { HOUR, MINUTE } from '#platform/limits/limits.ts'
import { networkOf, throttle } from '#platform/limits/throttle.ts'
import { usePassword } from './queries.ts'

/** Told from other secrets at a glance, by people and by what looks for leaks. */
export const PREFIX = 'parvis_dav_'

export const LIMITS = {
  applicationTries: {
    limit: 60,
    windowSeconds: HOUR,
    sentence: 'Trop de mots de passe d’application refusés depuis votre réseau\u00a0: attendez une heure.',
  },
  davCalls: {
    limit: 1200,
    windowSeconds: MINUTE,
    sentence: 'Ce programme appelle trop souvent\u00a0: attendez une minute.',
  },
} as const

/** `address:password` in base64 (RFC 7617); null for what is no password of ours. */
function credentials(secret: string): { email: string; password: string } | null {
  const [, email = '', password = ''] =
    /^([^:]{1,254}):(.+)$/s.exec(Buffer.from(secret, 'base64').toString('utf8')) ?? []
  return password.startsWith(PREFIX) && !email.includes('\0') ? { email, password } : null
}

export const applicationCaller: Caller = {
  title: 'Mot de passe d’application, fait à /compte/mots-de-passe-d-application',
  scheme: { type: 'http', scheme: 'basic' },
  async identify(tools, secret, { ip, isHere }) {
    const said = secret === null ? null : credentials(secret)
    const actor = said === null ? null : await holder(tools, said)
    if (actor !== null) await throttle(tools, `dav:${actor.personId}`, LIMITS.davCalls)
    else if (secret !== null && !isHere)
      await throttle(tools, `dav-try:${networkOf(ip)}`, LIMITS.applicationTries)
    return actor
  },
}

const holder = (
  { db }: Parameters<Caller['identify']>[0],
  { email, password }: { email: string; password: string },
): Promise<Actor | null> =>
  db.write(system, async (tx) => {
    const personId = await usePassword(tx, email, digest(password))
    const actor = personId === null ? null : await actorOfPerson(tx, personId)
    return actor !== null && isInOffice(actor) ? actor : null
  })
