// What an elected member, and whoever acts for one, find on the home of their account or of the desk; nothing for anybody else.
import { COLLABORATORS, proposalsTo } from '#mandates'
import { ownName, system } from '#platform/actor.ts'
import { type Html, html } from '#platform/html.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { section } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { listSentence, plural } from '#platform/ui/french.ts'
import { type OwnPart, ownPart } from './queries.ts'

const helpedText = ({ sits, helped }: OwnPart): Html | null => {
  if (!sits && helped === 0) return null
  const who =
    helped === 0
      ? 'Personne n’agit en votre nom'
      : plural(helped, 'personne agit en votre nom', 'personnes agissent en votre nom')
  return html`<p>${who}. <a href="${COLLABORATORS}">Mandats donnés, et ce qui a été fait</a></p>`
}

const actsText = ({ csrf }: Context, { actsFor }: OwnPart): Html | null =>
  actsFor.length === 0
    ? null
    : html`<div class="row">${actsFor.map(({ id, name }) => buttonForm(`Agir pour ${name}`, `/compte/proches/${id}/agir`, csrf, { kind: 'quiet' }))}<a href="${COLLABORATORS}">Vos mandats</a></div>`

interface Content {
  title: string
  body: Html
}

async function content(ctx: Context): Promise<Content | null> {
  const personId = ownName(ctx.actor)
  if (personId === null) return null
  const { part, proposed } = await ctx.db.read(system, async (tx) => ({
    part: await ownPart(tx, personId),
    proposed: await proposalsTo(tx, personId),
  }))
  const names = listSentence(proposed.map(({ personName }) => personName))
  const asked =
    proposed.length === 0
      ? null
      : html`<p>On vous propose un mandat&nbsp;: ${names}. <a href="${COLLABORATORS}">Répondre</a></p>`
  const parts = [asked, helpedText(part), actsText(ctx, part)]
  if (parts.every((one) => one === null)) return null
  const isMember = part.sits || part.helped > 0
  return { title: isMember ? 'Vos collaborateurs' : 'Agir pour un élu', body: html`${parts}` }
}

const shown =
  (frame: (title: string, body: Html) => Html) =>
  async (ctx: Context): Promise<Html | null> => {
    const said = await content(ctx)
    return said === null ? null : frame(said.title, said.body)
  }

export const blocks: readonly Block[] = [
  { on: 'account', order: 8, show: shown(section) },
  { on: 'desk', order: 21, show: shown(panel) },
]
