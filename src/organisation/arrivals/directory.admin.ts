// The directory of an authority: its settings on screen, and its reading, which gives an import to look at before anything is done.
import { z } from 'zod'
import { agentsPage, keepers } from '#people'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Context, redirect, type Reply } from '#platform/http/route.ts'
import { emit } from '#platform/ledger/events.ts'
import { type DirectoryEntry, directoryHost, DirectoryRefused, isFilter } from '#platform/outside/ldap.ts'
import { areMeanings } from '#platform/outside/meanings.ts'
import { type Role, ROLES } from '#platform/roles.ts'
import { type Choice, field, lineOf, whole } from '#platform/screens/field.ts'
import { type FormScreen, formOf } from '#platform/screens/form.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { administeredAuthorities, type Authority, lastWriter, territory } from '#territory'
import { EVERYBODY } from '../agents/forms.ts'
import { type Directory, linesOf } from './directory.ts'
import { entriesOf, lockPassword } from './entries.ts'
import { shownLines, takeLines } from './import.admin.ts'
import { LIMITS } from './limits.ts'
import { DIRECTORY_AT, importAt } from './pages/import.ts'
import {
  deleteDirectory,
  directoryOf,
  isBeingRead,
  personsOfEntries,
  saveDirectory,
} from './queries.directory.ts'
import type { AgentRow } from './spreadsheet.ts'

/** What a directory may give without being told of each. */
const GIVEN = ['handler', 'reception', 'manager'] as const satisfies readonly Role[]

const attribute = (label: string, hint: string) =>
  field({
    ...{ label, hint, medium: true, control: 'line' as const },
    type: z
      .string()
      .trim()
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/, `Écrivez le nom d’un attribut, comme ${hint}`),
  })
const needed = (most: number, message: string) => lineOf(most).refine((text) => text !== '', message)

const form = formOf({
  address: field({
    label: 'Adresse de l’annuaire',
    hint: 'ldaps://annuaire.mairie.example:636, ou ldap:// (l’échange est chiffré avant toute chose). Vide\u00a0: l’annuaire est oublié.',
    optional: true,
    control: 'line',
    type: z
      .string()
      .trim()
      .refine(
        (text) => text === '' || directoryHost(text) !== null,
        'Écrivez une adresse en ldaps:// ou ldap://.',
      ),
  }),
  bindDn: field({
    label: 'Compte de lecture',
    hint: 'Un compte qui lit, et rien d’autre\u00a0: cn=lecture,dc=mairie,dc=example',
    control: 'line',
    type: lineOf(300),
  }),
  password: field({
    label: 'Mot de passe de ce compte',
    hint: 'Il n’est jamais montré. Vide\u00a0: celui qui est enregistré reste.',
    medium: true,
    control: 'secret',
    type: z.string().max(300, 'Ce mot de passe est trop long.'),
  }),
  base: field({
    label: 'Branche',
    hint: 'ou=agents,dc=mairie,dc=example',
    control: 'line',
    type: lineOf(300),
  }),
  filter: field({
    label: 'Filtre',
    hint: 'Qui est lu\u00a0: (&(objectClass=person)(mail=*))',
    control: 'line',
    type: needed(1000, 'Écrivez un filtre.').refine(
      isFilter,
      'Ce filtre ne se lit pas\u00a0: vérifiez ses parenthèses.',
    ),
  }),
  name: attribute('Attribut du nom', 'displayName ou cn.'),
  email: attribute('Attribut de l’adresse e-mail', 'mail.'),
  unit: attribute('Attribut du service', 'department ou ou.'),
  role: field({
    label: 'Attribut de la fonction',
    hint: 'title ou memberOf. Vide\u00a0: la fonction choisie dessous.',
    optional: true,
    medium: true,
    control: 'line',
    type: z
      .string()
      .trim()
      .regex(/^(?:[A-Za-z][A-Za-z0-9-]{0,60})?$/, 'Écrivez le nom d’un attribut, comme title.'),
  }),
  otherwise: field({
    label: 'Fonction de qui n’en a pas d’autre',
    control: GIVEN.map((role): Choice => [role, ROLES[role].label, ROLES[role].does]),
    type: z.enum(GIVEN, 'Choisissez une fonction.'),
  }),
  words: field({
    label: 'Ce que veulent dire les valeurs',
    hint: 'Une par ligne\u00a0: la valeur de l’annuaire, espace, =, espace, le service ou la fonction ici. Par exemple\u00a0: VOI = Voirie',
    optional: true,
    control: 'text',
    rows: 6,
    type: z
      .string()
      .trim()
      .max(20_000, 'Ce texte est trop long.')
      .refine(areMeanings, 'Écrivez une valeur par ligne, comme VOI = Voirie.'),
  }),
  invites: field({
    label: 'Qui arrive dans l’annuaire',
    control: [
      ['no', 'Attend ici', 'Chaque heure dit combien. Rien ne part avant que vous lisiez l’annuaire.'],
      ['yes', 'Est invité par courriel', 'Sauf à administrer\u00a0: cette fonction se donne à la main.'],
    ],
    type: z.enum(['no', 'yes'], 'Choisissez l’un ou l’autre.'),
  }),
  share: field({
    label: 'Départs d’une même heure, sur cent personnes',
    hint: 'Au-delà, et de trois personnes, rien n’est fermé\u00a0: vous êtes prévenu, et vous décidez.',
    medium: true,
    control: 'line',
    type: whole(1, 100),
  }),
})

/** @throws NotFound for an authority that is not theirs, or where the operator lets no directory be read */
export async function directoryAuthority(ctx: Context, tx: Read): Promise<Authority> {
  const own = administeredAuthorities(tx, await territory(tx))
  const found = own.find(({ slug }) => slug === ctx.params.collectivite)
  if (found === undefined || ctx.config.directories.length === 0) throw new NotFound()
  return found
}

/** GET and POST /administration/agents/annuaire/:collectivite */
export const directoryChange: FormScreen<typeof form.fields> = {
  at: `${DIRECTORY_AT}/:collectivite`,
  action: 'directory.change',
  title: 'Régler l’annuaire des agents',
  form,
  button: 'Enregistrer',
  back: { href: importAt(''), label: 'Revenir à l’import' },
  async shown(tx, ctx) {
    const authority = await directoryAuthority(ctx, tx)
    const held = await directoryOf(tx, authority.id)
    const first = {
      filter: '(&(objectClass=person)(mail=*))',
      name: 'displayName',
      email: 'mail',
      unit: 'department',
      ...{ otherwise: 'handler', invites: 'no', share: 10 },
    }
    return {
      title: `Annuaire des agents\u00a0: ${authority.name}`,
      typed: { ...first, ...held?.said, share: String(held?.said.share ?? first.share) },
      version: held?.version ?? 0,
    }
  },
  async act(tx, { password, ...said }, ctx, version) {
    const authority = await directoryAuthority(ctx, tx)
    const held = await directoryOf(tx, authority.id)
    if (held !== undefined && held.version !== version)
      throw new Outdated(await lastWriter(tx, 'authority', authority.id))
    const back = importAt(authority.slug)
    if (said.address === '') {
      await deleteDirectory(tx, authority.id)
      await tell(tx, authority)
      return redirect(back, 'L’annuaire est oublié. Les agents qui en viennent restent.')
    }
    refuse(said, ctx)
    // What was given to one server is never said to another, nor for another account.
    const isSame = held?.said.address === said.address && held.said.bindDn === said.bindDn
    if (password === '' && !isSame)
      throw new BadInput([{ field: 'password', message: 'Écrivez le mot de passe de ce compte.' }])
    const locked =
      password === '' && held !== undefined ? held.password : lockPassword(ctx.config, authority.id, password)
    if (!(await saveDirectory(tx, authority.id, { said, password: locked, version })))
      throw new Outdated(await lastWriter(tx, 'authority', authority.id))
    await tell(tx, authority)
    return redirect(
      back,
      'C’est enregistré. Lisez l’annuaire pour voir ce qu’il donne\u00a0; il est ensuite relu chaque heure.',
    )
  },
}

const tell = (tx: Parameters<typeof emit>[0], { id }: Authority): Promise<number> =>
  emit(tx, { name: 'directory.changed', subjectKind: 'authority', subjectId: id, payload: {} })

/** What an address asks to be read. @throws BadInput */
function refuse(said: { address: string; bindDn: string; base: string }, { config }: Context): void {
  const problems = []
  if (!config.directories.includes(directoryHost(said.address) ?? ''))
    problems.push({
      field: 'address',
      message: `L’exploitant de la plateforme n’autorise pas cette adresse. Il autorise\u00a0: ${config.directories.join(', ')}.`,
    })
  if (said.bindDn === '') problems.push({ field: 'bindDn', message: 'Écrivez le compte de lecture.' })
  if (said.base === '') problems.push({ field: 'base', message: 'Écrivez la branche à lire.' })
  if (problems.length > 0) throw new BadInput(problems)
}

/** POST …/lecture: whoever is not there yet becomes an import, line by line; nothing is done. */
export async function readDirectory(ctx: Context): Promise<Reply> {
  const { authority, held, isBusy, known } = await ctx.db.read(ctx.actor, async (tx) => {
    const authority = await directoryAuthority(ctx, tx)
    const [held, isBusy] = [await directoryOf(tx, authority.id), await isBeingRead(tx, authority.id)]
    return { authority, held, isBusy, known: await knownAddresses(tx, authority.id) }
  })
  if (held === undefined) throw new NotFound()
  await throttle(ctx, `directory:${authority.id}`, LIMITS.directoryReadings)
  const where = { authority: authority.slug }
  try {
    if (isBusy)
      throw new DirectoryRefused('L’annuaire est en train d’être lu\u00a0: réessayez dans une minute.')
    const entries = await entriesOf(ctx.config, authority.id, held)
    const lines = linesOf(entries.map(asKnown(known, held.said)), held.said)
    return await takeLines(ctx, where, lines, (tx, agents) => newcomers(tx, authority.id, agents)).catch(
      (error: unknown) => {
        if (!(error instanceof BadInput)) throw error
        return shownLines(ctx, where, lines, error.problems)
      },
    )
  } catch (error) {
    if (!(error instanceof DirectoryRefused)) throw error
    return shownLines(ctx, where, '', [{ field: '', message: error.message }])
  }
}

/** The addresses under which agents work here, by the numbers of their entries. */
async function knownAddresses(tx: Read, authorityId: number): Promise<ReadonlyMap<string, string>> {
  const persons = await personsOfEntries(tx, authorityId)
  const { rows } = await agentsPage(tx, keepers, { authorityId }, { ...EVERYBODY, most: 10_000 })
  const addresses = new Map(rows.map(({ personId, email }) => [personId, email]))
  return new Map(
    [...persons].flatMap(([entryId, personId]) => {
      const address = addresses.get(personId)
      return address == null ? [] : [[entryId, address] as const]
    }),
  )
}

/** Whoever has another address there than here is the same person. */
const asKnown =
  (known: ReadonlyMap<string, string>, { email }: Directory) =>
  (entry: DirectoryEntry): DirectoryEntry => {
    const address = known.get(entry.id ?? '')
    return address === undefined ? entry : { ...entry, texts: { ...entry.texts, [email]: [address] } }
  }

/** Those who neither work there in that role nor are invited. @throws DirectoryRefused when there is nobody */
async function newcomers(tx: Read, authorityId: number, agents: readonly AgentRow[]): Promise<AgentRow[]> {
  const { rows } = await agentsPage(tx, keepers, { authorityId }, { ...EVERYBODY, most: 10_000 })
  const here = rows.filter(({ standing }) => standing !== 'left')
  const held = new Set(
    here.flatMap(({ email, personId, posts }) =>
      personId === null
        ? [email?.toLowerCase()]
        : posts.map(({ unitId, role }) => `${email?.toLowerCase()} ${unitId} ${role}`),
    ),
  )
  const left = agents.filter(({ email, unitId, role }) => {
    const address = email.toLowerCase()
    return !held.has(address) && !held.has(`${address} ${unitId} ${role}`)
  })
  if (left.length === 0)
    throw new DirectoryRefused('Toutes les personnes de l’annuaire travaillent déjà ici, ou sont invitées.')
  return left
}
