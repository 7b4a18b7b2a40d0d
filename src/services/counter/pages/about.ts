// Short true pages about the counter: help, legal mentions, plan of the site. Personal data and accessibility are beside.
import { frameOf } from '#platform/http/frame.ts'
import { sitemapOf } from '#platform/http/navigation.ts'
import type { Context } from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { section } from '#platform/ui/content.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import type { NavLink } from '#platform/ui/site.ts'
import type { Theme } from '../../words/definition.ts'
import type { LifeEvent } from '../../catalogue/catalogue.ts'

/** The frame of these pages: a title and sections to read. */
export function aboutPage(ctx: Context, title: string, body: Html): Html {
  const main = html`<div class="stack wide reading"><h1>${title}</h1>${body}</div>`
  return citizenPage(frameOf(ctx), { title, main, crumbs: [{ href: '/', label: 'Accueil' }] })
}

/** How to reach the authority of the site: only what it has given. */
export function contactLines({ site }: Context): Html {
  const { phone, openingText, email, address } = site
  const opening =
    openingText === null ? '' : `, ${openingText.charAt(0).toLowerCase()}${openingText.slice(1)}`
  return html`<ul class="plain">
    ${phone !== null && html`<li>Par téléphone&nbsp;: <b class="nowrap">${phone}</b>${opening}.</li>`}
    ${email !== null && html`<li>Par courriel&nbsp;: <a href="mailto:${email}">${email}</a>.</li>`}
    ${address !== null && html`<li>Sur place&nbsp;: ${address}.</li>`}
    <li>Dans toute mairie du territoire&nbsp;: l’accueil remplit la demande avec vous.</li></ul>`
}

/** GET /aide */
export function helpPage(ctx: Context): Html {
  const body = html`<p class="lead">Vous pouvez tout faire avec quelqu’un. Le suivi est le même qu’en ligne.</p>
    ${section('Parler à quelqu’un', contactLines(ctx))}
    ${section('Je ne sais pas à qui m’adresser', html`<p>Vous n’avez pas à le savoir. Dites ce dont vous avez besoin et où&nbsp;: la demande part au service compétent, de la mairie ou de la Métropole. S’il y a une erreur, elle est transmise avec son histoire, sans que vous ayez à recommencer.</p>`)}
    ${section('Je veux savoir où en est ma demande', html`<p>L’accusé de réception porte un numéro de suivi. Avec lui, <a href="/suivi">suivez la demande</a> sans compte. Avec un compte, toutes vos demandes sont réunies dans <a href="/compte">Mon compte</a>.</p>`)}
    ${section('J’ai été interrompu', html`<p>Vos réponses sont gardées 90 jours sur cet appareil&nbsp;: <a href="/brouillons">reprenez votre brouillon</a>.</p>`)}
    ${section('La réponse ne me convient pas', html`<p>Ouvrez la demande et dites «&nbsp;Ce n’est pas résolu&nbsp;»&nbsp;: elle est rouverte. Sa page dit jusqu’à quel jour. Vous pouvez aussi écrire à l’agent dans la conversation.</p>`)}`
  return aboutPage(ctx, 'Aide', body)
}

/** GET /mentions-legales */
export function legalPage(ctx: Context): Html {
  const { site, config } = ctx
  const demo =
    config.demo &&
    html`<p><b>Ce site est une démonstration</b>&nbsp;: les demandes, les personnes et les chiffres sont inventés, et rien n’est envoyé aux services.</p>`
  const body = html`${demo}
    ${section('Qui publie ce site', html`<p>${site.name}${site.address !== null && html`, ${site.address}`}.</p>${contactLines(ctx)}`)}
    ${section('Le logiciel', html`<p>Parvis est un logiciel libre, sous licence publique de l’Union européenne (EUPL 1.2).</p>`)}
    ${section('Données et images', html`<p>Communes, codes et populations&nbsp;: listes officielles ouvertes (Insee, La Poste, IGN). Fonds de plan&nbsp;: IGN, Géoplateforme, licence ouverte. Police de caractères&nbsp;: Atkinson Hyperlegible Next, licence SIL OFL. Icônes&nbsp;: Lucide, licence ISC.</p>`)}`
  return aboutPage(ctx, 'Mentions légales', body)
}

const linkList = (links: readonly NavLink[]): Html =>
  html`<ul class="plain">${links.map(({ href, label, more }) => html`<li><a href="${href}">${label}${more}</a></li>`)}</ul>`

/** GET /plan-du-site: themes and moments of life among the places that the modules bring. */
export function sitemapPage(
  ctx: Context,
  { themes, lifeEvents }: { themes: readonly Theme[]; lifeEvents: readonly LifeEvent[] },
): Html {
  const [counter, ...others] = sitemapOf(ctx)
  const sections: readonly (readonly [title: string, links: readonly NavLink[]])[] = [
    ...(counter === undefined ? [] : [counter]),
    [
      'Démarches par thème',
      themes.map(({ slug, title }) => ({ href: `/demarches/themes/${slug}`, label: title })),
    ],
    [
      'Un changement dans votre vie',
      lifeEvents.map(({ slug, title }) => ({ href: `/vie/${slug}`, label: title })),
    ],
    ...others,
  ]
  const body = html`${sections.map(([title, links]) => links.length > 0 && section(title, linkList(links)))}`
  return aboutPage(ctx, 'Plan du site', body)
}
