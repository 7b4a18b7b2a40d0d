// Personal data (GDPR, articles 13 and 15 to 22), from the register of processing; algorithms (code des relations entre le
// public et l’administration, article L. 312-1-3), from the rules that the program applies.
import { the } from '#platform/french/noun.ts'
import type { Context } from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { contents, facts, fold, section } from '#platform/ui/content.ts'
import { plural, typo } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { CATEGORIES, controllerWords, durationWords, legalBaseWords, type ProcessingEntry } from '#register'
import { authorityNoun, type Territory } from '#territory'
import type { RuleView } from '../../catalogue/rule-view.ts'
import { aboutPage, contactLines } from './about.ts'

interface PrivacyView {
  entries: readonly ProcessingEntry[]
  place: Territory
}

function entryBlock(entry: ProcessingEntry, place: Territory): Html {
  const kept = entry.retention.map(
    ({ keep, from, action }) =>
      html`<li>${durationWords(keep)} à partir de&nbsp;: ${typo(`${from}. ${action}`)}</li>`,
  )
  const body = facts([
    ['Pour quoi', typo(entry.purpose)],
    ['Qui en répond', controllerWords(entry.controller, place)],
    ['De quel droit', typo(legalBaseWords(entry.legalBase))],
    ['Données', typo(entry.categories.map((id) => CATEGORIES[id]).join(' ; '))],
    ['Qui les voit', typo(entry.recipients.join(' ; '))],
    ['Combien de temps', html`<ul class="plain">${kept}</ul>`],
  ])
  return fold(typo(entry.title), body, { id: entry.id })
}

function ofKind(
  { entries, place }: PrivacyView,
  kind: ProcessingEntry['kind'],
  title: string,
  lead: Html,
): Html {
  const list = entries.filter((entry) => entry.kind === kind)
  if (list.length === 0) return html``
  return section(title, html`${lead}<div>${list.map((entry) => entryBlock(entry, place))}</div>`)
}

// The entries of sites differ by sector alone: said once.
function sitesSection({ entries, place }: PrivacyView): Html {
  const [first, ...others] = entries.filter(({ kind }) => kind === 'sites')
  if (first === undefined) return html``
  const names = [first, ...others].map(({ id, title }) => html`<li id="${id}">${typo(title)}</li>`)
  return section(
    'Les sites connectés',
    html`<p>Vous choisissez ce que chaque site reçoit, et vous le reprenez quand vous voulez. Chaque collectivité et chaque secteur vous connaît sous un identifiant différent&nbsp;: ils ne peuvent rien rapprocher.</p>
    <ul class="plain">${names}</ul>${facts([
      ['Qui en répond', controllerWords(first.controller, place)],
      ['De quel droit', typo(legalBaseWords(first.legalBase))],
      [
        'Combien de temps',
        typo(
          first.retention
            .map(({ keep, from, action }) => `${durationWords(keep)} à partir de : ${from}. ${action}`)
            .join(' '),
        ),
      ],
    ])}`,
  )
}

const PRIVACY_PARTS = [
  'Vos droits',
  'Qui en répond',
  'Les démarches',
  'Le guichet et le compte',
  'Les sites connectés',
  'Cookies',
  'Le plan',
  'Algorithmes',
]

/** GET /donnees-personnelles */
export function privacyPage(ctx: Context, view: PrivacyView): Html {
  const body = html`<p class="lead">Vos réponses servent à traiter votre demande, et à rien d’autre. Cette page est faite à partir du registre que le programme applique&nbsp;: rien ne peut être demandé sans y être écrit.</p>
    ${contents(PRIVACY_PARTS)}
    ${section('Vos droits', html`<p>Vous pouvez voir vos données, les emporter, les faire corriger ou effacer, et vous opposer à leur usage. Avec un compte, tout cela se fait dans <a href="/compte/donnees">Mes données</a>. Sans compte, écrivez à la collectivité, ou à nous&nbsp;: nous transmettons.</p>${contactLines(ctx)}<p>Si la réponse ne vous convient pas, vous pouvez saisir la <a href="https://www.cnil.fr/" rel="external">CNIL</a>.</p>`)}
    ${section('Qui en répond', html`<p>La collectivité qui traite votre demande est responsable des données qu’elle contient&nbsp;: l’accusé de réception la nomme. Pour le guichet et les comptes, c’est ${the(authorityNoun(view.place.metropolis))}. Rien ne sort de l’Union européenne.</p>`)}
    ${ofKind(view, 'services', 'Les démarches', html`<p>Quand une demande est close depuis la durée dite, elle devient anonyme&nbsp;: il n’en reste que ce que comptent les statistiques.</p>`)}
    ${ofKind(view, 'platform', 'Le guichet et le compte', html`<p>Sans compte, vous faites les mêmes démarches.</p>`)}
    ${sitesSection(view)}
    ${section('Cookies', html`<p>Seulement ceux qui font marcher le site&nbsp;: votre connexion, le rappel de vos brouillons sur cet appareil, votre commune si vous l’avez choisie, et le message qui suit une action. Aucune mesure d’audience, aucun tiers.</p>`)}
    ${section('Le plan', html`<p>Les fonds de plan et la recherche d’adresses viennent de la Géoplateforme de l’IGN, par notre serveur&nbsp;: votre navigateur ne s’adresse qu’à nous, et l’IGN ne sait pas qui regarde.</p>`)}
    ${section('Algorithmes', html`<p>Une demande trouve son service par des règles écrites, que chacun peut lire&nbsp;: <a href="/donnees-personnelles/algorithmes">comment une demande trouve son service</a>.</p>`)}`
  return aboutPage(ctx, 'Données personnelles', body)
}

/** GET /donnees-personnelles/algorithmes */
export function algorithmsPage(
  ctx: Context,
  { rules, metropolis }: { rules: readonly RuleView[]; metropolis: string },
): Html {
  const body = html`<p class="lead">Trois calculs aident à vous répondre. Aucun n’apprend de vos données, aucun ne décide de vos droits&nbsp;: une personne lit chaque demande.</p>
    ${contents(['À qui va votre demande', 'Le jour promis', 'La recherche de démarches', 'Les règles en vigueur'])}
    ${section(
      'À qui va votre demande',
      html`<p>Quatre choses comptent&nbsp;: le sujet, la commune, le type de lieu (rue, parc, école…) et la date. La règle la plus précise en vigueur l’emporte&nbsp;: d’abord celle qui nomme la commune, puis celle qui nomme le type de lieu, puis celle qui nomme le sujet le plus étroit, enfin la plus récente. Si aucune ne convient, l’accueil (${metropolis}) reçoit la demande et la remet au bon service. Qui vous êtes ne compte pas.</p>
      <p>Un agent peut toujours transmettre la demande à un autre service. La règle appliquée et sa raison sont gardées avec chaque demande, et dites sur l’accusé de réception.</p>`,
    )}
    ${section(
      'Le jour promis',
      html`<p>Les délais sont écrits dans chaque démarche. Ils se comptent en jours ouvrés, avec le calendrier du service qui répond.</p>`,
    )}
    ${section(
      'La recherche de démarches',
      html`<p>Vos mots sont comparés aux titres, aux mots-clés et aux synonymes des démarches. À égalité, celles de votre commune passent devant. Ce que vous cherchez n’est pas gardé.</p>`,
    )}
    ${section('Les règles en vigueur', html`<p>${plural(rules.length, 'règle', 'règles')}, par sujet. Ouvrez celui qui vous intéresse.</p><div>${rulesBySubject(rules)}</div>`)}`
  return aboutPage(ctx, 'Comment une demande trouve son service', body)
}

function rulesBySubject(rules: readonly RuleView[]): Html[] {
  const subjects = [...new Set(rules.map(({ subject }) => subject))].toSorted((a, b) =>
    a.localeCompare(b, 'fr'),
  )
  return subjects.map((subject) => {
    const own = rules.filter((rule) => rule.subject === subject)
    const count = plural(own.length, 'règle', 'règles')
    return fold(subject, rulesTable(`${subject}, ${count}`, own), { meta: count })
  })
}

function rulesTable(caption: string, rules: readonly RuleView[]): Html {
  return table({
    caption,
    columns: [{ label: 'Ce que dit la règle' }, { label: 'Texte de référence' }],
    rows: rules.map(({ sentence, basis }) => [sentence, basis]),
  })
}
