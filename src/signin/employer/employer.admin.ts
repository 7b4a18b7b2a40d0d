// The provider of an authority for its own agents: its settings on screen.
import { z } from 'zod'
import { withoutSlash } from '#platform/config.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect } from '#platform/http/route.ts'
import { emit } from '#platform/ledger/events.ts'
import { areMeanings } from '#platform/outside/meanings.ts'
import { type Role, ROLES } from '#platform/roles.ts'
import { type Choice, field, lineOf } from '#platform/screens/field.ts'
import { type FormScreen, formOf } from '#platform/screens/form.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { listSentence } from '#platform/ui/french.ts'
import { administeredAuthorities, type Authority, lastWriter, territory } from '#territory'
import { deleteEmployer, employerOf, saveEmployer } from './queries.ts'
import { domainsOf, lockSecret, mayIssue } from './registration.ts'
import { returnAddress } from './travel.ts'

const AGENTS = '/administration/agents'
export const employerAt = (authority: string): string => `${AGENTS}/connexion/${authority}`
/** What a provider may give without being told of each. */
const GIVEN = ['handler', 'reception', 'manager'] as const satisfies readonly Role[]

const CLAIM = /^[\w:./-]{0,120}$/

const form = formOf({
  issuer: field({
    label: 'Adresse de l’émetteur',
    hint: 'https://connexion.mairie.example/realms/agents. Vide\u00a0: plus personne n’entre par là.',
    optional: true,
    control: 'url',
    type: z.string().trim().max(500).transform(withoutSlash),
  }),
  clientId: field({
    label: 'Identifiant de Parvis chez lui',
    hint: 'Celui que l’émetteur donne en enregistrant Parvis.',
    medium: true,
    control: 'line',
    type: lineOf(300),
  }),
  secret: field({
    label: 'Secret de cet identifiant',
    hint: 'Il n’est jamais montré. Vide\u00a0: celui qui est enregistré reste.',
    medium: true,
    control: 'secret',
    type: z.string().max(500, 'Ce secret est trop long.'),
  }),
  unit: field({
    label: 'Attribut du service',
    hint: 'department',
    medium: true,
    control: 'line',
    type: z.string().trim().regex(CLAIM, 'Écrivez le nom d’un attribut, comme department.'),
  }),
  role: field({
    label: 'Attribut de la fonction',
    hint: 'groups ou roles. Vide\u00a0: la fonction choisie dessous.',
    optional: true,
    medium: true,
    control: 'line',
    type: z.string().trim().regex(CLAIM, 'Écrivez le nom d’un attribut, comme groups.'),
  }),
  otherwise: field({
    label: 'Fonction de qui n’en a pas d’autre',
    control: GIVEN.map((role): Choice => [role, ROLES[role].label, ROLES[role].does]),
    type: z.enum(GIVEN, 'Choisissez une fonction.'),
  }),
  words: field({
    label: 'Ce que veulent dire les valeurs',
    hint: 'Une par ligne\u00a0: la valeur reçue, espace, =, espace, le service ou la fonction ici. Par exemple\u00a0: VOI = Voirie',
    optional: true,
    control: 'text',
    rows: 6,
    type: z
      .string()
      .trim()
      .max(20_000, 'Ce texte est trop long.')
      .refine(areMeanings, 'Écrivez une valeur par ligne, comme VOI = Voirie.'),
  }),
  opens: field({
    label: 'Qui vient pour la première fois',
    control: [
      ['no', 'Doit être invité', 'N’entre que qui travaille déjà ici.'],
      ['yes', 'Reçoit une fonction', 'Dans le service que dit son attribut. Jamais pour administrer.'],
    ],
    type: z.enum(['no', 'yes'], 'Choisissez l’un ou l’autre.'),
  }),
})

const FIRST = { unit: 'department', otherwise: 'handler', opens: 'no' }

/** @throws NotFound for an authority that is not theirs, or whose agents' addresses the operator gives no provider to speak for */
async function authorityOf(ctx: Context, tx: Read): Promise<Authority> {
  const own = administeredAuthorities(tx, await territory(tx))
  const found = own.find(({ slug }) => slug === ctx.params.collectivite)
  if (found === undefined || domainsOf(ctx.config, found).length === 0) throw new NotFound()
  return found
}

/** GET and POST /administration/agents/connexion/:collectivite */
export const employerChange: FormScreen<typeof form.fields> = {
  at: employerAt(':collectivite'),
  action: 'employer.change',
  title: 'Régler la connexion des agents',
  form,
  button: 'Enregistrer',
  back: { href: AGENTS, label: 'Revenir aux agents' },
  async shown(tx, ctx) {
    const authority = await authorityOf(ctx, tx)
    const held = await employerOf(tx, authority.id)
    const domains = listSentence(domainsOf(ctx.config, authority), 'ou')
    return {
      title: `Connexion des agents\u00a0: ${authority.name}`,
      intro: html`<p>Les agents dont l’adresse finit par <b>${domains}</b> entrent avec le compte que la collectivité leur donne (OpenID Connect). Chez l’émetteur, enregistrez cette adresse de retour&nbsp;: <b>${returnAddress(ctx.config.publicUrl)}</b>. La double vérification d’ici leur est demandée, sauf si l’exploitant se fie à celle de l’émetteur.</p>`,
      typed: { ...FIRST, ...held?.said },
      version: held?.version ?? 0,
    }
  },
  async act(tx, { secret, ...said }, ctx, version) {
    const authority = await authorityOf(ctx, tx)
    const held = await employerOf(tx, authority.id)
    const outdated = async () => new Outdated(await lastWriter(tx, 'authority', authority.id))
    if (held !== undefined && held.version !== version) throw await outdated()
    const tell = () =>
      emit(tx, { name: 'employer.changed', subjectKind: 'authority', subjectId: authority.id, payload: {} })
    if (said.issuer === '') {
      await deleteEmployer(tx, authority.id)
      await tell()
      return redirect(AGENTS, 'Plus personne n’entre par ce service. Les agents gardent leur accès.')
    }
    // What was given to one issuer is never said to another, nor for another client.
    const isSame = held?.said.issuer === said.issuer && held.said.clientId === said.clientId
    refuse(ctx, said, secret !== '' || isSame)
    const locked =
      secret === '' && held !== undefined ? held.secret : lockSecret(ctx.config, authority.id, secret)
    if (!(await saveEmployer(tx, authority.id, { said, secret: locked, version }))) throw await outdated()
    await tell()
    return redirect(AGENTS, 'C’est enregistré. Essayez d’entrer par ce service dans une autre fenêtre.')
  },
}

/** @throws BadInput */
function refuse(
  { config }: Context,
  said: { issuer: string; clientId: string; unit: string },
  hasSecret: boolean,
): void {
  const wrong: readonly (readonly [isWrong: boolean, field: string, message: string])[] = [
    [!mayIssue(config, said.issuer), 'issuer', 'Écrivez une adresse en https://.'],
    [said.clientId === '', 'clientId', 'Écrivez l’identifiant que l’émetteur donne à Parvis.'],
    [!hasSecret, 'secret', 'Écrivez le secret de cet identifiant.'],
    [said.unit === '', 'unit', 'Écrivez le nom d’un attribut, comme department.'],
  ]
  const problems = wrong.flatMap(([isWrong, name, message]) => (isWrong ? [{ field: name, message }] : []))
  if (problems.length > 0) throw new BadInput(problems)
}
