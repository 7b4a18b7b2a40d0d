// One rule: what it says and on what ground, what it wins over and what wins over it, what agents corrected.
import { type Html, html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { capital, number, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { Decided } from '#requests'
import type { CompetenceRule, Ground } from '#services'
import {
  correctedWords,
  type Counts,
  datesWords,
  HERE,
  kindWords,
  levelWords,
  ruleAddress,
  shortName,
  type Standing,
  tableAddress,
  unitWords,
  whereWords,
} from '../words.ts'

export interface RuleView extends Counts {
  ground: Ground
  rule: CompetenceRule
  standing: Standing
  over: readonly CompetenceRule[]
  under: readonly CompetenceRule[]
  faults: readonly string[]
  /** Units that have what agents handed over, services under which they filed the rest. */
  went: readonly Omit<Decided, 'rule'>[]
  /** References of these, as far as the reader may read them. */
  refs: readonly string[]
  mayChange: boolean
}

const links = (rules: readonly CompetenceRule[], { place }: Ground): Html =>
  html`<ul>${rules.map((rule) => html`<li><a href="${ruleAddress(rule.id)}">${shortName(rule, place)}</a>&nbsp;: ${unitWords(rule, place)}</li>`)}</ul>`

function acts({ rule, standing, mayChange }: RuleView): Html | null {
  if (!mayChange || standing === 'past') return null
  const at = ruleAddress(rule.id)
  const last =
    standing === 'next'
      ? linkButton('Retirer', `${at}/retirer`, { kind: 'quiet' })
      : linkButton('Terminer', `${at}/terminer`, { kind: 'quiet' })
  return html`<div class="row">${linkButton('Changer', `${at}/changer`)}${last}</div>`
}

function wentTo({ unitId, service }: Omit<Decided, 'rule'>, { place, known }: Ground): string {
  if (unitId === null)
    return `La démarche «\u00a0${known.service(service ?? '')?.definition.title ?? service}\u00a0»`
  const unit = place.unit(unitId)
  return `${unit.name}, ${place.authority(unit.authorityId).name}`
}

function correctedPanel({ ground, went, refs, ...counts }: RuleView): Html {
  const corrected = correctedWords(counts)
  const said = html`<p>En un an, elle a décidé de ${plural(counts.decided, 'demande', 'demandes')}. ${corrected === null ? 'Les agents n’en ont corrigé aucune.' : `${capital(corrected)}.`}</p>${counts.refiled > 0 && html`<p class="meta">Une demande dont la démarche est corrigée compte ensuite pour la bonne&nbsp;: une autre règle en décide.</p>`}`
  const list =
    went.length > 0 &&
    table({
      caption: 'Où elles sont allées',
      captionHidden: true,
      columns: [{ label: 'Où elles sont allées' }, { label: 'Demandes', right: true }],
      rows: went.map((one) => [wentTo(one, ground), number(one.count)]),
    })
  const own =
    refs.length > 0 &&
    html`<p>Celles que vous pouvez lire&nbsp;: ${refs.map((ref, at) => html`${at > 0 && ', '}<a href="/agents/demandes/${ref}">${ref}</a>`)}</p>`
  return panel('Ce que les agents ont corrigé', html`${said}${list}${own}`)
}

/** GET /administration/competences/regles/:regle */
export function rulePage(frame: AgentFrame, view: RuleView): Html {
  const { ground, rule, over, under, faults } = view
  const { known, place } = ground
  const label = known.category(rule.category)?.label ?? rule.category
  const title = `${label}, ${whereWords(rule, place)}`
  const main = html`<div class="stack"><p class="meta"><a href="${HERE}">Qui répond, où</a> › <a href="${tableAddress(rule.category)}">${label}</a></p>
    <div class="row apart"><h1>${whereWords(rule, place)} <span class="soft">${kindWords(rule)}</span></h1>${acts(view)}</div>
    ${!view.mayChange && html`<p class="reading">Les règles de tout le territoire sont publiques, et expliquées à qui fait une demande&nbsp;: vous lisez celle-ci sans pouvoir la changer.</p>`}
    ${faults.map((fault) => notice('bad', 'À revoir', html`<p>${fault}</p>`))}
    ${panel(
      'Ce qu’elle dit',
      facts([
        ['Qui répond', html`${levelWords(rule, place)}<br>${unitWords(rule, place)}`],
        ['Fonction', place.functionName(rule.function)],
        ['Dates', datesWords(rule)],
        ['Texte de référence', rule.basis],
        ['Ce que lit l’habitant', capital(rule.because)],
        ['L’emporte sur', over.length > 0 && links(over, ground)],
        ['Cède à', under.length > 0 && links(under, ground)],
      ]),
    )}
    ${correctedPanel(view)}</div>`
  return agentPage(frame, { title, main, current: HERE })
}
