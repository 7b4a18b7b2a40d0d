// The sites of an authority as its agents open them: all of them, one more, one that is changed or withdrawn.
import { audiencesOf, ownAudience, PUBLIC, seenBy, seenPanel } from '#audiences'
import { type OfferedSite, offeredSites } from '#identity'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { tag } from '#platform/ui/feedback.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { addressee, audienceChoices } from '#publishing'
import { adminForm, adminList, storyOf, territory } from '#territory'
import { z } from 'zod'
import { LAUNCHER, changeApplication, offerApplication, TOLD, withdrawApplication } from './act.ts'
import { type Application, applications } from './queries.ts'

const HERE = '/administration/applications'
const action = 'application.keep'
const back = { href: HERE, label: 'Toutes les applications' }
const triedButton = 'Voir qui l’aura'
const EVERY_AGENT = 'Tous les agents du territoire'

interface Line extends Application {
  site: OfferedSite
  authority: string
  audience: string
}

/** Those whose site whoever acts administers. */
async function lines(tx: Read): Promise<Line[]> {
  const place = await territory(tx)
  const sites = new Map((await offeredSites(tx)).map((site) => [site.id, site]))
  const names = new Map((await audiencesOf(tx)).map(({ id, name }) => [id, name]))
  return (await applications(tx)).flatMap((one) => {
    const site = sites.get(one.clientId)
    const audience =
      one.audienceId === PUBLIC ? EVERY_AGENT : (names.get(one.audienceId) ?? 'Un public retiré')
    return site === undefined
      ? []
      : [{ ...one, site, authority: place.authority(one.authorityId).name, audience }]
  })
}

const stateOf = ({ site }: Line): string => (site.isInService ? 'Proposée' : 'Site hors service')

export const list = listOf<Line>({
  at: HERE,
  action,
  title: 'Applications des agents',
  one: 'application',
  several: 'applications',
  intro: html`<p class="reading">Les <a href="/administration/sites">sites connectés au compte</a> que des agents ouvrent de leur bureau, en un clic. Un site hors service n’y est plus.</p>`,
  add: { label: 'Proposer un site', href: `${HERE}/nouvelle` },
  columns: [
    {
      label: 'Site',
      text: ({ site }) => site.name,
      cell: ({ id, site }) => html`<a href="${HERE}/${id}">${site.name}</a>`,
      sort: { name: 'nom', by: ({ site }) => site.name },
    },
    {
      label: 'État',
      text: stateOf,
      cell: (line) => tag(line.site.isInService ? 'good' : 'warn', stateOf(line)),
    },
    { label: 'De', text: ({ authority }) => authority },
    { label: 'Pour', text: ({ audience }) => audience },
    { label: 'S’ouvre à', text: ({ href }) => href },
  ],
  filters: [
    { name: 'q', label: 'Mots', placeholder: 'Nom, adresse', in: ({ site, href }) => [site.name, href] },
  ],
  id: ({ id }) => id,
  order: 'nom',
  rows: lines,
  empty: {
    title: 'Aucune application',
    text: 'Un site connecté au compte, proposé à un public d’agents, paraît sur leur bureau.',
  },
})

const fields = {
  href: field({
    label: 'Adresse où la connexion commence',
    hint: 'Une page du site qui mène à la connexion par le compte, par exemple https://conges.exemple.fr/connexion.',
    control: 'url',
    type: lineOf(500).refine((text) => text !== '', 'Écrivez une adresse.'),
  }),
  audience: field({
    label: 'Pour qui',
    control: { list: [] },
    type: z.string().min(1, 'Choisissez pour qui.'),
  }),
}
const newForm = formOf({
  site: field({
    label: 'Site',
    hint: 'Connecté au compte par votre collectivité.',
    control: { list: [] },
    type: z.string().min(1, 'Choisissez un site.'),
  }),
  ...fields,
})
const changeForm = formOf(fields)

async function audienceList(tx: Read, authorityId: number | null) {
  const all = await audienceChoices(tx, authorityId)
  return all.map(([id, name]) => [id, id === String(PUBLIC) ? EVERY_AGENT : name] as const)
}

/** @throws BadInput beside what is wrong */
async function judged(tx: Read, typed: { href: string; audience: string }, site: OfferedSite, kept?: Line) {
  const problem = site.problem(typed.href)
  if (problem !== null) throw new BadInput([{ field: 'href', message: problem }])
  const audience = await addressee(tx, typed.audience, site.authorityId, kept)
  return { said: { href: typed.href, audienceId: audience.id }, audience }
}

async function chosen(tx: Read, typed: string): Promise<OfferedSite> {
  const found = (await offeredSites(tx)).find(({ id }) => id === typed)
  if (found === undefined) throw new BadInput([{ field: 'site', message: 'Choisissez un site de la liste.' }])
  return found
}

async function asked(tx: Read, { params }: Pick<Context, 'params'>): Promise<Line> {
  const found = (await lines(tx)).find(({ id }) => String(id) === params.application)
  if (found === undefined) throw new NotFound()
  return found
}

type Judged = Awaited<ReturnType<typeof judged>>

async function preview(tx: Read, { audience }: Judged): Promise<Html> {
  return html`${seenPanel('Qui l’aura sur son bureau', await seenBy(tx, audience.rule))}<p class="reading">Parmi eux, les agents. Rien n’est encore changé&nbsp;: relisez, puis enregistrez. Le site décide ensuite lui-même de ce que chacun y fait.</p>`
}

async function story(tx: Read, id: number): Promise<Html | null> {
  const { zone } = await territory(tx)
  const told = (await storyOf(tx, LAUNCHER, id)).toReversed()
  return historyPanel(
    told.map(({ at, actorLabel, name }) => ({ at, by: actorLabel, said: TOLD[name] ?? name })),
    zone,
  )
}

export const screens: readonly Route[] = [
  ...adminList(list),
  ...adminForm({
    at: `${HERE}/nouvelle`,
    action,
    title: 'Proposer un site aux agents',
    form: newForm,
    button: 'Proposer',
    triedButton,
    back,
    async shown(tx) {
      const used = new Set((await applications(tx)).map(({ clientId }) => clientId))
      const sites = (await offeredSites(tx)).filter(({ id }) => !used.has(id))
      const agents = await ownAudience(tx, tx.actor.memberships[0]?.authorityId ?? 0)
      return {
        typed: { audience: String(agents ?? '') },
        choices: {
          site: [['', 'Choisissez'] as const, ...sites.map(({ id, name }) => [id, name] as const)],
          audience: await audienceList(tx, null),
        },
      }
    },
    tried: async (tx, typed) => preview(tx, await judged(tx, typed, await chosen(tx, typed.site))),
    async act(tx, typed) {
      const site = await chosen(tx, typed.site)
      const { said } = await judged(tx, typed, site)
      await offerApplication(tx, { ...said, authorityId: site.authorityId, clientId: site.id })
      return redirect(HERE, 'Le site est sur leur bureau.')
    },
  }),
  ...adminForm({
    at: `${HERE}/:application`,
    action,
    title: 'Modifier une application',
    form: changeForm,
    button: 'Enregistrer',
    triedButton,
    back,
    async shown(tx, ctx) {
      const one = await asked(tx, ctx)
      return {
        title: one.site.name,
        typed: { href: one.href, audience: String(one.audienceId) },
        version: one.version,
        choices: { audience: await audienceList(tx, one.authorityId) },
        intro: html`<p class="row">${tag(one.site.isInService ? 'good' : 'warn', stateOf(one))}<a href="${HERE}/${one.id}/retrait">Ne plus le proposer</a></p>${await story(tx, one.id)}`,
      }
    },
    async tried(tx, typed, ctx) {
      const one = await asked(tx, ctx)
      return preview(tx, await judged(tx, typed, one.site, one))
    },
    async act(tx, typed, ctx, version) {
      const one = await asked(tx, ctx)
      await changeApplication(tx, one.id, version, (await judged(tx, typed, one.site, one)).said)
      return redirect(HERE, 'L’application est enregistrée.')
    },
  }),
  ...adminForm({
    at: `${HERE}/:application/retrait`,
    action,
    title: 'Ne plus proposer un site',
    form: formOf({}),
    button: 'Ne plus le proposer',
    back: { href: `${HERE}/:application`, label: 'Revenir à l’application' },
    async shown(tx, ctx) {
      const { site, version } = await asked(tx, ctx)
      return {
        version,
        title: `Ne plus proposer «\u00a0${site.name}\u00a0»`,
        intro: html`<p class="reading">Il quitte le bureau des agents. Le site reste connecté au compte&nbsp;: qui le connaît s’y connecte encore.</p>`,
      }
    },
    async act(tx, _, ctx, version) {
      await withdrawApplication(tx, (await asked(tx, ctx)).id, version)
      return redirect(HERE, 'Le site n’est plus proposé.')
    },
  }),
]
