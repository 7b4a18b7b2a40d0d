// The door of questionnaires.
export { surveys } from './module.ts'
export { questions, type Typed } from './answering.ts'
export { answerWith, closedTo } from './pages.ts'
export { surveysToAnswer } from './queries.ts'
export { makeSurvey, surveyOf, tellSurvey } from './survey.ts'
