// The door of services: the catalogue, who answers, the search box, the counter's public pages.
export { ableUnits, frontDoors, isGivenTo } from './routing/able.ts'
export { answerIn, byRules, type CommuneAnswer } from './routing/answers.ts'
export {
  type Catalogue,
  catalogue,
  type LifeEvent,
  type LiveService,
  serviceVersion,
  slugsOfProcessing,
  standingCatalogue,
  templatesOfAuthority,
} from './catalogue/catalogue.ts'
export { type CompetenceQuestion, decideCompetence, type RoutingDecision } from './routing/competence.ts'
export { isInternal, isMeantFor } from './words/meant.ts'
export { askedPage } from './words/shown.ts'
export { EXPLANATION } from './words/definition.ts'
export type {
  Category,
  CompetenceRule,
  ExternalLink,
  ReplyTemplate,
  ServiceDefinition,
  Theme,
} from './words/definition.ts'
export { type Loaded, loadDefinitions } from './publish/load.ts'
export { readTemplate } from './publish/schema.ts'
export { ownTown } from './admin/concerning.ts'
export { rulesTo } from './admin/held.ts'
export { meantLines } from './counter/elected.ts'
export { showFirstPage } from './counter/first-page.citizen.ts'
export { services } from './module.ts'
export { SERVICE } from './words/kind.ts'
export { type OwnSite, ownSiteOf, ownSites } from './routing/own-site.ts'
export {
  DESK,
  doorsOf,
  isRelayed,
  judgeRouting,
  ledBy,
  mailboxesOf,
  mailboxOf,
  receiversOf,
  receivesByMail,
  receivingUnits,
  relayedUnits,
  type Routed,
} from './routing/receiver.ts'
export { placeQuery, saidPlace, type SaidPlace } from './routing/said-place.ts'
export { FIRST_MESSAGE, FIRST_MESSAGE_SAYS, solutionWords } from './words/promises.ts'
export { searchServices } from './search/search.ts'
export { isDropped, isWeak } from './lexicon/small-words.ts'
export {
  askedIn,
  changeRules,
  faultsIn,
  type Ground,
  groundOf,
  type Judged,
  judgeChange,
  mayRule,
  ruledTowns,
  ruleIn,
} from './rules/change-rules.ts'
export { changesIn, type KeptRule, type RuleEvent } from './rules/queries.ts'
export { type Rerouted, rerouted, type RuleChange, type RuleText } from './routing/change.ts'
export { PLACE_KINDS, placeKindPhrase } from './routing/competence-sentences.ts'
export { caseWords, faultSentence, outcomeSentence } from './routing/fault-sentences.ts'
export { shareText } from './catalogue/kept.ts'
export { comparePrecision, distancesOf, lineage, precedence, readersOfCategory } from './routing/matching.ts'
export { type Fault, proveCompetence } from './routing/proof.ts'
export { triedOn } from './routing/tried.ts'
export { closureOf, ofAnotherCommune, withOwnSites } from './catalogue/offer.ts'
export { localCatalogue, promisedBy } from './catalogue/local.ts'
export {
  addTemplate,
  changeTemplate,
  mayWriteTemplate,
  removeTemplate,
  requireSound,
  sendersOf,
  templateOf,
  type TemplateText,
  workflowsInForce as workflowsSending,
} from './replies/write.ts'
export { keptTemplates, type KeptTemplate } from './replies/queries.ts'
