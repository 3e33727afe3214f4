/** Whether a dialog with an answer to give is open: it stops everything else, also what keys and menus ask of the window. */
export const isQuestionOpen = (): boolean => document.querySelector('[data-question]:not([data-closed])') !== null
