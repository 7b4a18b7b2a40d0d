// Audiences on screen: the list of one's authority, one of them, and the forms that make, change and withdraw one.
import { BadInput, NotFound } from '#platform/errors.ts'
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { WRITING } from '#platform/roles.ts'
import { field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { plural } from '#platform/ui/french.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { adminForm, adminFrame, adminList, authoritiesOf, storyOf, territory } from '#territory'
import { z } from 'zod'
import { authorityOf, list } from './list.ts'
import { changeForm, choicesOf, newForm, typedRule, typedOf } from './form.ts'
import { AUDIENCE, changeAudience, checkReached, makeAudience, withdrawAudience } from './keep.ts'
import { audiencePage, HERE, seenPanel, usesOf } from './pages/audience.ts'
import { type Audience, audiencesOf } from './queries.ts'
import { keptRule, type Rule } from './rule.ts'
import { seenBy } from './seen.ts'
import { ruleWords } from './words.ts'

const action = 'audience.write'
const back = { href: `${HERE}/:public`, label: 'Revenir au public' }

/** The one that the address names. @throws NotFound */
async function asked(tx: Read, { params }: Context): Promise<Audience> {
  const found = (await audiencesOf(tx)).find(({ id }) => String(id) === params.public)
  if (found === undefined) throw new NotFound()
  return found
}

/** The same, when it may be changed. @throws NotFound */
async function own(tx: Read, ctx: Context): Promise<Audience> {
  const found = await asked(tx, ctx)
  if (found.isStanding) throw new NotFound()
  return found
}

async function usesSaid(tx: Read, id: number) {
  const uses: { said: string; href: string | undefined }[] = []
  for (const { one, several, count, href } of tx.addressed) {
    const used = (await count(tx, [id])).get(id) ?? 0
    if (used > 0) uses.push({ said: plural(used, one, several), href: href?.(id) })
  }
  return uses
}

const TOLD: Readonly<Record<string, string>> = {
  'audience.made': 'Fait',
  'audience.changed': 'Changé',
  'audience.withdrawn': 'Retiré',
}

/** What was done to it, each with the rule it then had. */
async function story(tx: Read, id: number): Promise<Html | null> {
  const { zone } = await territory(tx)
  const told = (await storyOf(tx, AUDIENCE, id))
    .toReversed()
    .map(async ({ at, actorLabel, name, payload }) => {
      const { rule, name: called } = payload
      const said =
        rule === undefined ? '' : `\u00a0: ${String(called)}. ${await ruleWords(tx, keptRule(rule))}`
      return { at, by: actorLabel, said: `${TOLD[name] ?? name}${said}` }
    })
  return historyPanel(await Promise.all(told), zone)
}

function showAudience(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const audience = await asked(tx, ctx)
    const view = {
      ...audience,
      authority: (await authorityOf(tx, audience)).name,
      seen: await seenBy(tx, audience.rule),
      uses: await usesSaid(tx, audience.id),
      history: await story(tx, audience.id),
    }
    return page(audiencePage(await adminFrame(ctx, tx), view))
  })
}

const ownAuthorities = async (tx: Read) => authoritiesOf(tx.actor, await territory(tx), WRITING)

/** The authority that was chosen among one's own. @throws BadInput */
async function chosen(tx: Read, slug: string): Promise<number> {
  const found = (await ownAuthorities(tx)).find((authority) => authority.slug === slug)
  if (found === undefined)
    throw new BadInput([{ field: 'authority', message: 'Choisissez une collectivité de la liste.' }])
  return found.id
}

/** @throws BadInput when nobody would be in it */
async function preview(tx: Read, rule: Rule): Promise<Html> {
  await checkReached(tx, rule, 'who1')
  return html`${seenPanel('Qui le composera', await seenBy(tx, rule))}
    <p class="reading">Rien n’est encore enregistré&nbsp;: relisez, corrigez ci-dessous s’il le faut, puis enregistrez.</p>`
}

const WITHDRAW = formOf({
  vers: field({
    label: 'Le remplacer par',
    hint: 'Ce qui lui est adressé le sera au public choisi.',
    optional: true,
    control: { list: [] },
    type: z.string(),
  }),
})

/** Those of the same authority that may take its place. */
async function others(tx: Read, { id, authorityId }: Audience): Promise<Audience[]> {
  return (await audiencesOf(tx)).filter((other) => other.id !== id && other.authorityId === authorityId)
}

/** The one that was chosen among them; null when none was. */
const instead = async (tx: Read, kept: Audience, typed: string): Promise<Audience | null> =>
  (await others(tx, kept)).find(({ id }) => String(id) === typed) ?? null

export const screens: readonly Route[] = [
  ...adminList(list),
  ...adminForm({
    at: `${HERE}/nouveau`,
    action,
    title: 'Faire un public',
    form: newForm,
    button: 'Enregistrer',
    triedButton: 'Voir qui le composera',
    back: { href: HERE, label: 'Tous les publics' },
    async shown(tx) {
      const [first, second] = await ownAuthorities(tx)
      return {
        typed: { authority: second === undefined ? (first?.slug ?? '') : '' },
        choices: await choicesOf(tx),
      }
    },
    async tried(tx, { authority, ...typed }) {
      await chosen(tx, authority)
      return preview(tx, await typedRule(tx, typed))
    },
    async act(tx, { authority, ...typed }) {
      const rule = await typedRule(tx, typed)
      const id = await makeAudience(tx, await chosen(tx, authority), { name: typed.name, rule })
      return redirect(`${HERE}/${id}`, 'Le public est enregistré.')
    },
  }),
  {
    get: `${HERE}/:public`,
    action: 'audience.read',
    title: 'Un public',
    face: 'admin',
    handle: showAudience,
  },
  ...adminForm({
    at: `${HERE}/:public/changer`,
    action,
    title: 'Changer un public',
    form: changeForm,
    button: 'Enregistrer',
    back,
    async shown(tx, ctx) {
      const kept = await own(tx, ctx)
      const uses = await usesSaid(tx, kept.id)
      return {
        typed: typedOf(tx, kept),
        choices: await choicesOf(tx, kept.rule),
        version: kept.version,
        title: `Changer «\u00a0${kept.name}\u00a0»`,
        intro: html`<p class="reading">${await ruleWords(tx, kept.rule)}. Employé par&nbsp;: ${usesOf({ uses })}.</p>`,
      }
    },
    async tried(tx, typed, ctx) {
      const { id, rule } = await own(tx, ctx)
      const uses = await usesSaid(tx, id)
      const moved =
        uses.length > 0 &&
        html`<p class="reading">Ce qui lui est adressé change de lecteurs aussitôt&nbsp;: ${usesOf({ uses })}.</p>`
      return html`${await preview(tx, await typedRule(tx, typed, rule))}${moved}`
    },
    async act(tx, typed, ctx, version) {
      const { id, rule } = await own(tx, ctx)
      await changeAudience(tx, id, version, { name: typed.name, rule: await typedRule(tx, typed, rule) })
      return redirect(`${HERE}/${id}`, 'Le public est enregistré.')
    },
  }),
  ...adminForm({
    at: `${HERE}/:public/retrait`,
    action,
    title: 'Retirer un public',
    form: WITHDRAW,
    button: 'Retirer',
    back,
    async shown(tx, ctx) {
      const kept = await own(tx, ctx)
      const uses = await usesSaid(tx, kept.id)
      const said =
        uses.length === 0
          ? html`Rien ne lui est adressé.`
          : html`Il est employé par&nbsp;: ${usesOf({ uses })}. Choisissez le public qui le remplace.`
      return {
        typed: {},
        version: kept.version,
        title: `Retirer «\u00a0${kept.name}\u00a0»`,
        intro: html`<p class="reading">${said} Ce qui est terminé reste lisible, à son adresse, par ceux qui le lisaient.</p>`,
        without: uses.length === 0 ? ['vers'] : [],
        choices: {
          vers: [
            ['', 'Choisissez'],
            ...(await others(tx, kept)).map(({ id, name }) => [String(id), name] as const),
          ],
        },
      }
    },
    async warned(tx, { vers }, ctx) {
      const to = await instead(tx, await own(tx, ctx), vers)
      return to && seenPanel('Qui lira désormais ce qui lui est adressé', await seenBy(tx, to.rule))
    },
    async act(tx, { vers }, ctx, version) {
      const kept = await own(tx, ctx)
      await withdrawAudience(tx, kept.id, version, await instead(tx, kept, vers))
      return redirect(HERE, `«\u00a0${kept.name}\u00a0» est retiré.`)
    },
  }),
]
