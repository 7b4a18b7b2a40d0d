// The door of loans: what communes lend each other, asked for, granted, brought back.
export { answerLoan, askLoan, moveLoan, sayOnLoan } from './loan.ts'
export { loans } from './module.ts'
