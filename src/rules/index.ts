// Door of rules: the condition language, its evaluator, its checker and its reading in French.
// Browser code imports ./evaluate.ts itself, so that zod stays on the server.
export type { ConditionNode, ConditionProblem, FactType, KnownFact } from './check.ts'
export { checkCondition, conditionCycle, isRealDay } from './check.ts'
export type { Comparison, Condition, Facts, Value } from './condition.ts'
export { TODAY } from './condition.ts'
export { comparisonsOf, factsRead, holds, isAnswered, readsToday, timeSince } from './evaluate.ts'
export { type NamedCondition, namesIn, type Resolver, resolverOf } from './named.ts'
export { cellsFact, compute, type Computed, type Formula, partsOfFormula, readByFormula } from './compute.ts'
export { formulaFaults, formulaSchema, formulaSentence } from './formula.ts'
export { conditionSchema, formConditionSchema } from './schema.ts'
export type { FactLabel, FactLabels } from './sentence.ts'
export { conditionSentence, namedLabel } from './sentence.ts'
