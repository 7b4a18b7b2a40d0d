// GET /espaces/:espace/membres: who is in it, for those who are; how one leaves; how one comes in.
import { ownName } from '#platform/actor.ts'
import { html } from '#platform/html.ts'
import { type Context, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { linkButton } from '#platform/ui/button.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { addressOf, askedSpace, HERE, ONE, spaceForm, spaceFrame, spaceHead } from '../record/frame.ts'
import { LIMITS } from '../record/limits.ts'
import { admissionsOf } from '../record/queries.ts'
import { comeIn, leave } from '../record/write.ts'
import { membersForms } from './forms.ts'
import { admissionsPanel, membersPanel } from './panel.ts'
import { MODERATING } from './place.ts'

const showMembers = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const space = await askedSpace(tx, ctx, 'space.read')
    const own = (await admissionsOf(tx, space.id)).some(
      ({ personId }) => personId !== null && personId === ownName(ctx.actor),
    )
    const managed = space.role === 'moderator' && (await admissionsPanel(tx, space, MODERATING))
    const main = html`${await spaceHead(tx, space, '/membres')}<div class="stack">${await membersPanel(tx, space)}${managed}
      ${own && html`<p>${linkButton('Quitter cet espace', `${addressOf(space)}/depart`, { kind: 'quiet' })}</p>`}</div>`
    return page(
      agentPage(await spaceFrame(ctx, tx), { title: `Membres, ${space.name}`, main, current: HERE }),
    )
  })

const leaving = spaceForm({
  at: `${ONE}/depart`,
  action: 'space.read',
  title: 'Quitter cet espace',
  form: formOf({}),
  button: 'Quitter cet espace',
  back: { href: `${ONE}/membres`, label: 'Y rester' },
  async shown(tx, ctx) {
    const { name } = await askedSpace(tx, ctx, 'space.read')
    return {
      title: `Quitter ${name}`,
      intro: html`<p class="reading">Ce que vous y avez écrit y reste, sous votre nom. Vous n’en recevrez plus rien.</p>`,
    }
  },
  async act(tx, _, ctx) {
    const space = await askedSpace(tx, ctx, 'space.read')
    await leave(tx, space.id)
    return redirect(HERE, `Vous avez quitté ${space.name}.`)
  },
})

const coming = spaceForm({
  at: `${ONE}/entrer`,
  action: 'space.join',
  title: 'Entrer dans un espace',
  form: formOf({
    word: field({
      label: 'Un mot pour qui l’anime',
      hint: 'Qui vous êtes, ce que vous venez y faire.',
      optional: true,
      control: 'text',
      rows: 3,
      type: lineOf(600),
    }),
  }),
  button: 'Envoyer',
  back: { href: ONE, label: 'Revenir à l’espace' },
  async shown(tx, ctx) {
    const space = await askedSpace(tx, ctx, 'space.see')
    const isFree = space.joining === 'free'
    return {
      title: isFree ? `Entrer dans ${space.name}` : `Demander à entrer dans ${space.name}`,
      without: isFree ? ['word'] : [],
      intro: html`<p class="reading">${isFree ? 'Vous y entrez tout de suite, et en sortez quand vous voulez.' : 'Qui anime l’espace vous répond.'}</p>`,
    }
  },
  async act(tx, { word }, ctx) {
    const space = await askedSpace(tx, ctx, 'space.see')
    await throttle(ctx, `space-asking:${ctx.actor.personId}`, LIMITS.spaceAskings)
    const done = await comeIn(tx, space.id, word)
    return redirect(
      addressOf(space),
      done === 'joined' ? 'Vous y êtes entré.' : 'Votre demande est envoyée à qui anime l’espace.',
    )
  },
})

export const memberRoutes: readonly Route[] = [
  {
    get: MODERATING.at,
    action: 'space.read',
    title: 'Membres d’un espace',
    face: 'agent',
    handle: showMembers,
  },
  ...membersForms(MODERATING),
  ...leaving,
  ...coming,
]
