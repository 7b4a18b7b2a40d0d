// The door of questionnaires.
export { surveys } from './module.ts'
export { makeSurvey, surveyOf, tellSurvey } from './survey.ts'
