// Pages of the demonstration alone: the mails that would have left, and the living catalogue of the interface.
import { z } from 'zod'
import { type AccessTable, anyone } from '#platform/access.ts'
import { system } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import { type Context, one, page, type Reply, type Route } from '#platform/http/route.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import type { Module } from '#platform/house/module.ts'
import { uiCataloguePage } from '#platform/ui/catalogue.ts'
import { dateTime } from '#platform/ui/french.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { territory } from '#territory'

const access: AccessTable = { 'demo.read': [anyone] }

async function showMails(ctx: Context): Promise<Reply> {
  const to = one(ctx.query, 'a')
  const { mails, zone } = await ctx.db.read(system, async (tx) => ({
    mails: await keptMails(tx, to === '' ? { limit: 50 } : { to, limit: 50 }),
    zone: (await territory(tx)).zone,
  }))
  const rows = mails.map(
    (mail) =>
      html`<tr><td><time datetime="${mail.createdAt.toISOString()}">${dateTime(mail.createdAt, zone)}</time></td><td>${mail.to}</td><th scope="row"><a href="/demo/courrier/${mail.id}">${mail.subject}</a></th></tr>`,
  )
  const main = html`<div class="stack"><h1>Courriels de la démonstration</h1>
    <p class="lead">Aucun serveur de courriel n’est réglé&nbsp;: les messages restent ici au lieu de partir.</p>
    ${
      mails.length === 0
        ? html`<p>Aucun courriel pour l’instant. Envoyez une demande avec une adresse e-mail.</p>`
        : html`<div class="scroll"><table><caption>Les plus récents d’abord</caption><thead><tr><th scope="col">Date</th><th scope="col">Pour</th><th scope="col">Objet</th></tr></thead><tbody>${rows}</tbody></table></div>`
    }</div>`
  return page(citizenPage(frameOf(ctx), { title: ctx.title, main }))
}

async function showMail(ctx: Context): Promise<Reply> {
  const id = z.uuid().safeParse(ctx.params.id)
  const mail = id.success ? await ctx.db.read(system, (tx) => keptMail(tx, id.data)) : null
  if (mail === null) throw new NotFound()
  // Links of a mail lead to this site: shown as text with each address made a link.
  const lines = mail.text.split('\n').map((line) => {
    const url = /https?:\/\/\S+/.exec(line)?.[0]
    if (url === undefined) return html`${line}<br>`
    const [before, after] = line.split(url)
    return html`${before}<a href="${url}">${url}</a>${after}<br>`
  })
  const main = html`<article class="stack reading"><h1>${mail.subject}</h1><p class="meta">Pour ${mail.to}</p><div class="card"><p>${lines}</p></div><p><a href="/demo/courrier">Tous les courriels</a></p></article>`
  return page(
    citizenPage(frameOf(ctx), {
      title: mail.subject,
      crumbs: [{ href: '/demo/courrier', label: 'Courriels de la démonstration' }],
      main,
    }),
  )
}

async function showCatalogue(ctx: Context): Promise<Reply> {
  return page(uiCataloguePage(frameOf(ctx), one(ctx.query, 'face') === 'desk' ? 'desk' : 'counter'))
}

const routes: readonly Route[] = [
  {
    get: '/demo/courrier',
    action: 'demo.read',
    title: 'Courriels de la démonstration',
    face: 'citizen',
    handle: showMails,
  },
  { get: '/demo/courrier/:id', action: 'demo.read', title: 'Courriel', face: 'citizen', handle: showMail },
  {
    get: '/ui',
    action: 'demo.read',
    title: 'Catalogue de l’interface',
    face: 'citizen',
    handle: showCatalogue,
  },
]

export const demo: Module = { name: 'demo', access, routes }
