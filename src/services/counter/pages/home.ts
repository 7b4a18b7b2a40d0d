// The home page of a counter: what do you need, and where?
import { of, to, town } from '#platform/french/noun.ts'
import { newsList, type NewsItem } from '#publishing'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { attrs, type Html, html } from '#platform/html.ts'
import { button, moreLink } from '#platform/ui/button.ts'
import { meterBars, slabs } from '#platform/ui/content.ts'
import { scene } from '#platform/ui/drawings.ts'
import { capital, monthYear, number, plural } from '#platform/ui/french.ts'
import { icon, iconNamed } from '#platform/ui/icon.ts'
import { suggestingSearch } from '#platform/ui/islands.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { searchBox } from '#platform/ui/navigation.ts'
import { authorityNoun } from '#territory'
import type { LifeEvent } from '../../catalogue/catalogue.ts'
import type { Theme } from '../../words/definition.ts'
import { FEW, type Kept, shareText } from '../../catalogue/kept.ts'
import { type CommuneChoice, communeChooser } from './commune.ts'

export interface HomeView extends CommuneChoice {
  /** « Souvent demandé » */
  often: { slug: string; label: string }[]
  themes: readonly Theme[]
  lifeEvents: readonly LifeEvent[]
  serviceCount: number
  kept: KeptView | null
  news: NewsItem[]
}

export interface KeptView extends Kept {
  /** First day of the month. */
  day: string
  /** Points of 100 beside the month before, or null. */
  change: number | null
  domains: (Kept & { label: string })[]
}

/** GET / */
export function homePage(ctx: Context, view: HomeView): Html {
  const { site } = ctx
  const main = html`${hero(ctx, view)}${direct(ctx)}${themesBand(view)}${lifeBand(view.lifeEvents)}${todayBand(ctx, view)}`
  const description = `Toutes les démarches ${site.isMetropolis ? `${of(authorityNoun({ name: site.metropolisName }))} et de ses communes` : `de la commune`}, en un seul lieu.`
  return citizenPage(frameOf(ctx), { title: site.title, main, layout: 'bare', description })
}

function hero(ctx: Context, { chosen, communes, often }: HomeView): Html {
  const local = ctx.site.commune !== null && chosen !== null
  const title = local
    ? `${capital(to(town(chosen.name)))}, une demande\u00a0? Posez-la ici.`
    : 'Une demande\u00a0? Posez-la ici, nous trouvons qui répond.'
  const links = often.map(({ slug, label }) => html`<a href="/demarches/${slug}">${label}</a>`)
  return html`<section class="hero" aria-labelledby="titre"><div class="wrap">
    <div class="words"><h1 id="titre">${title}</h1><p class="lead">Mairie ou Métropole&nbsp;: vous n’avez pas à savoir qui s’en occupe. Votre demande arrive au bon service, et vous savez quand il vous répondra.</p></div>
    ${askForm({ quoi: '', ou: chosen?.name ?? '', communes })}
    ${links.length > 0 && html`<p class="often"><span>Souvent demandé&nbsp;:</span>${links}</p>`}
    </div>${scene()}</section>`
}

/** The search of the counter: what, and where (communes are proposed). `again`: above its answers, which begin on the first screen. */
export function askForm({
  quoi,
  ou,
  communes,
  again = false,
}: {
  quoi: string
  ou: string
  communes: CommuneChoice['communes']
  again?: boolean
}): Html {
  const what = suggestingSearch({
    url: '/suggestions',
    name: 'quoi',
    label: 'De quoi avez-vous besoin\u00a0?',
    value: quoi,
    placeholder: 'Trou dans la chaussée…',
  })
  const where = attrs({
    class: 'input',
    id: 'ou',
    name: 'ou',
    value: ou,
    list: 'communes',
    autocomplete: 'address-line1',
    placeholder: again ? 'Rue, ville' : 'Adresse ou commune',
    maxlength: 200,
  })
  return html`<form class="${again ? 'ask again' : 'ask'}" role="search" action="/demarches">
    ${what}
    <label for="ou"><span class="label">Où&nbsp;? <span class="optional">(facultatif)</span></span><input ${where}></label>
    <datalist id="communes">${communes.map(({ name }) => html`<option value="${name}"></option>`)}</datalist>
    ${button('Chercher', { icon: 'search' })}
    </form>`
}

function direct(ctx: Context): Html {
  const { phone } = ctx.site
  const desk = ctx.site.commune === null ? 'en mairie' : 'à l’hôtel de ville'
  const call = phone === null ? html`Venez ${desk}.` : html`Au <b class="nowrap">${phone}</b> ou ${desk}.`
  const follow = searchBox({
    action: '/suivi',
    name: 'code',
    label: 'Numéro de suivi, reçu par courriel',
    placeholder: 'Ex.\u00a0: K7RD-4MWQ',
    button: 'Suivre',
    plain: true,
  })
  return html`<section class="band" aria-labelledby="acces"><div class="wrap"><h2 class="hidden" id="acces">Accès directs</h2><div class="trio">
    <div class="stack tight"><h3>Suivre une demande</h3>${follow}</div>
    <div class="stack tight"><h3>Reprendre un brouillon</h3><p class="meta">Vos réponses sont gardées 90 jours, même si vous fermez la page ou perdez la connexion.</p>${moreLink('Retrouver mes brouillons', '/brouillons')}</div>
    <div class="stack tight"><h3>Parler à quelqu’un</h3><p class="meta">${call} Un agent remplit la demande avec vous.</p>${moreLink('Être aidé', '/aide')}</div>
    </div></div></section>`
}

function themesBand({ themes, serviceCount }: HomeView): Html {
  const list = themes.map(({ slug, title, text, icon: name }) => {
    return { href: `/demarches/themes/${slug}`, title, text, icon: iconNamed(name, 'info') }
  })
  return html`<section class="band stone" aria-labelledby="themes"><div class="wrap stack wide">
    <div class="row apart"><h2 id="themes">Toutes les démarches</h2>${moreLink(`${plural(serviceCount, 'démarche', 'démarches')} de A à Z`, '/demarches')}</div>
    ${slabs(list)}</div></section>`
}

function lifeBand(events: readonly LifeEvent[]): Html | null {
  if (events.length === 0) return null
  const items = events.map(
    ({ slug, title, icon: name }) =>
      html`<li><a href="/vie/${slug}">${iconNamed(name, 'info')}${title}${icon('arrow-right')}</a></li>`,
  )
  return html`<section class="band life" aria-labelledby="vie"><div class="wrap"><h2 id="vie">Un changement dans votre vie&nbsp;?</h2><ul>${items}</ul></div></section>`
}

function todayBand(ctx: Context, view: HomeView): Html {
  const place = view.chosen === null ? '' : `${capital(to(town(view.chosen.name)))}, `
  const title = place === '' ? 'En ce moment' : `${place}en ce moment`
  const list = newsList(view.news) ?? html`<p class="meta">Aucune information en ce moment.</p>`
  return html`<section class="band" aria-label="Délais et informations du jour"><div class="wrap split even">
    ${view.kept && keptSection(ctx, view.kept)}
    <section class="stack" aria-labelledby="jour"><h2 id="jour">${title}</h2>${list}${moreLink('Toutes les informations', '/informations')}${communeChooser(ctx, view)}</section>
    </div></section>`
}

function keptSection(ctx: Context, kept: KeptView): Html {
  const month = monthYear(kept.day)
  const of = ctx.site.commune === null ? '' : ' qui concernent la commune'
  // A full bar for one answer would say « always ».
  const bars = kept.domains.map((domain) => ({
    label: domain.label,
    share: domain.answered < FEW ? null : domain.kept / domain.answered,
    text: shareText(domain),
  }))
  return html`<section class="stack" aria-labelledby="delais"><h2 id="delais">Nos délais, tenus ou pas</h2>
    <p class="reading">${keptSentence(kept, month, of)}</p>
    ${meterBars(`Part des réponses données dans le délai, ${month}`, bars)}</section>`
}

/** « 412 réponses données en octobre 2026, dont 87 % dans le délai promis »: a count, then a share of it. */
function keptSentence(kept: KeptView, month: string, of: string): Html {
  const whose = of === '' ? '' : ` à des demandes${of}`
  const share = kept.answered < FEW ? number(kept.kept) : shareText(kept)
  return html`${plural(kept.answered, 'réponse donnée', 'réponses données')} en ${month}${whose}, dont <b>${share} dans le délai promis</b>${change(kept)}.`
}

function change({ change: points }: KeptView): string {
  if (points === null) return ''
  if (points === 0) return ', autant que le mois précédent'
  return `, ${plural(Math.abs(points), 'point', 'points')} de ${points > 0 ? 'plus' : 'moins'} que le mois précédent`
}
