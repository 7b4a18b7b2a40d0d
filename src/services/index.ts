// The door of services: the catalogue, who answers, the search box, the counter's public pages.
export { ableUnits, frontDoors } from './able.ts'
export { type Catalogue, catalogue, type LifeEvent, type LiveService, serviceVersion } from './catalogue.ts'
export { type CompetenceQuestion, decideCompetence, type RoutingDecision } from './competence.ts'
export { EXPLANATION } from './definition.ts'
export type {
  Category,
  CompetenceRule,
  ExternalLink,
  ReplyTemplate,
  ServiceDefinition,
  Theme,
} from './definition.ts'
export { type Loaded, loadDefinitions } from './load.ts'
export { services } from './module.ts'
export { type OwnSite, ownSiteOf, ownSites } from './own-site.ts'
export { FIRST_MESSAGE, FIRST_MESSAGE_SAYS, solutionWords } from './promises.ts'
export { searchServices } from './search/search.ts'
export { slugsOfProcessing } from './queries.ts'
