// Authorities as their administrators change them: what they say of themselves, their colours, their logo, their host names.
import { type AccessTable, agent, allowedRows, metropolitanAdministrator } from '#platform/access.ts'
import type { Write } from '#platform/db/db.ts'
import { forget } from '#platform/db/snapshot.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { readLogo } from '#platform/ui/logo.ts'
import { contrastOnWhite, LEAST_CONTRAST } from '#platform/ui/theme.ts'
import type { AuthorityProfile } from './definition.ts'
import { lockAuthority, updateAuthority } from './queries.edit.ts'
import { replaceHosts } from './queries.ts'
import { type Authority, type Territory, territory } from './territory.ts'
import { lastWriter } from './signed.ts'

export const authorityAccess: AccessTable = {
  'authority.read': [agent('admin').anywhere],
  'authority.change': [agent('admin').inItsAuthority, metropolitanAdministrator],
}

const SAID = ['address', 'phone', 'email', 'website', 'openingText', 'brand', 'brandStrong'] as const

/** What is said of an authority on screen; '' where nothing is. */
export interface SaidOfAuthority extends Record<(typeof SAID)[number], string> {
  name: string
  /** Null: not theirs to give. */
  hosts: readonly string[] | null
}

export const ratioText = (colour: string): string =>
  `${contrastOnWhite(colour).toFixed(1).replace('.', ',')}:1`

function colourProblems(said: SaidOfAuthority): FieldProblem[] {
  const given = (['brand', 'brandStrong'] as const).filter((field) => said[field] !== '')
  if (given.length === 1)
    return [
      {
        field: given[0] === 'brand' ? 'brandStrong' : 'brand',
        message: 'Donnez les deux couleurs, ou aucune.',
      },
    ]
  return given.flatMap((field) => {
    const message = paleColour(said[field])
    return message === null ? [] : [{ field, message }]
  })
}

/** Why nobody could read in that colour; null when everybody can. */
export const paleColour = (colour: string): string | null =>
  contrastOnWhite(colour) < LEAST_CONTRAST
    ? `Cette couleur n’atteint que ${ratioText(colour)} sur blanc\u00a0: il faut ${LEAST_CONTRAST}:1 pour que tout le monde puisse lire. Choisissez-la plus foncée.`
    : null

function hostProblems(
  { hosts }: SaidOfAuthority,
  self: Authority,
  place: Territory,
  mainHost: string,
): FieldProblem[] {
  if (self.id !== place.metropolis.id && hosts?.includes(mainHost))
    return [
      {
        field: 'hosts',
        message: `${mainHost} est l’adresse du guichet de toute la métropole\u00a0: donnez un nom propre à cette collectivité.`,
      },
    ]
  const taken = (hosts ?? []).find((host) => place.isHost(host) && place.siteOf(host).id !== self.id)
  return taken === undefined
    ? []
    : [
        {
          field: 'hosts',
          message: `${taken} est déjà l’adresse d’une autre collectivité (${place.siteOf(taken).name}).`,
        },
      ]
}

/** Its profile with what is said: what the screen does not ask stays. */
function profileWith(former: AuthorityProfile, said: SaidOfAuthority): AuthorityProfile {
  const rest = Object.fromEntries(
    Object.entries(former).filter(([key]) => !SAID.some((name) => name === key)),
  )
  return {
    ...rest,
    ...Object.fromEntries(SAID.flatMap((name) => (said[name] === '' ? [] : [[name, said[name]]]))),
  }
}

/** What the form shows of it. */
export const saidOfAuthority = ({ name, profile }: Authority, hosts: readonly string[]): SaidOfAuthority => ({
  ...{ name, hosts },
  ...(Object.fromEntries(SAID.map((field) => [field, profile[field] ?? ''])) as Record<
    (typeof SAID)[number],
    string
  >),
})

/** Held until the transaction ends. @throws NotFound when it is not theirs */
async function own(tx: Write, id: number): Promise<{ version: number }> {
  const held = await lockAuthority(
    tx,
    id,
    allowedRows(authorityAccess['authority.change'] ?? [], tx.actor, 'a'),
  )
  if (held === undefined) throw new NotFound()
  return held
}

/**
 * Gives an authority its logo, the text of a drawing; null takes it away.
 * @throws NotFound when it is not theirs; SyntaxError when it holds anything but shapes, or a small picture
 */
export async function changeLogo(tx: Write, id: number, logoSvg: string | null): Promise<void> {
  await own(tx, id)
  if (logoSvg !== null) readLogo(logoSvg)
  forget(tx, 'territory')
  const { name, profile } = (await territory(tx)).authority(id)
  await updateAuthority(tx, id, { name, profile, logoSvg })
  await emit(tx, {
    name: 'authority.changed',
    subjectKind: 'authority',
    subjectId: id,
    payload: { fields: ['logo'] },
  })
  forget(tx, 'territory')
}

/**
 * Changes what an authority says of itself; `mainHost` is that of the installation, the metropolis's own. The same again writes nothing.
 * @throws NotFound when it is not theirs; Outdated when somebody changed it since `version`; BadInput beside a field
 */
export async function changeAuthority(
  tx: Write,
  id: number,
  version: number,
  said: SaidOfAuthority,
  mainHost: string,
): Promise<void> {
  const held = await own(tx, id)
  if (held.version !== version) throw new Outdated(await lastWriter(tx, 'authority', id))
  forget(tx, 'territory')
  const place = await territory(tx)
  const self = place.authority(id)
  const problems = [...colourProblems(said), ...hostProblems(said, self, place, mainHost)]
  if (problems.length > 0) throw new BadInput(problems)
  const former = saidOfAuthority(self, place.hostsOf(id))
  const mine = metropolitanAdministrator.ever(tx.actor) ? said : { ...said, hosts: former.hosts }
  const fields = (Object.keys(former) as (keyof SaidOfAuthority)[]).filter(
    (field) => JSON.stringify(former[field]) !== JSON.stringify(mine[field]),
  )
  if (fields.length === 0) return
  await updateAuthority(tx, id, {
    name: mine.name,
    profile: profileWith(self.profile, mine),
    logoSvg: self.logoSvg,
  })
  if (fields.includes('hosts')) await replaceHosts(tx, id, mine.hosts ?? [])
  await emit(tx, { name: 'authority.changed', subjectKind: 'authority', subjectId: id, payload: { fields } })
  forget(tx, 'territory')
}
