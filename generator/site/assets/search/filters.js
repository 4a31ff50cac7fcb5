"use strict";
/* What is left of the entries by kind, law, department, method and status. */

/** @typedef {Record<string, string | undefined>} Filters kind, law, department, method, status: the value to be left */

/** @param {Entry[]} entries */
var JianguanFilters = (entries) => {
  /** @type {Record<string, (entry: Entry) => string[]>} */
  const FILTERS = {
    kind: (entry) => [entry.kind],
    law: (entry) => entry.laws,
    department: (entry) => (entry.department ? [entry.department] : []),
    method: (entry) => entry.methods,
    status: (entry) => entry.statuses,
  };

  /**
   * Whether an entry passes all filters but one.
   * @callback Passes
   * @param {number} place
   * @param {string} [but]
   * @returns {boolean}
   */

  /**
   * @param {Filters} filters
   * @returns {Passes}
   */
  function passing(filters) {
    const chosen = Object.entries(filters).filter(([key, value]) => value && FILTERS[key]);
    return (place, but) =>
      chosen.every(([key, value]) => key === but || FILTERS[key](entries[place]).includes(value || ""));
  }

  /**
   * How many of the places each value of a filter would leave, under the other filters.
   * @param {number[]} places
   * @param {Passes} passes
   */
  function countsOf(places, passes) {
    /** @type {Record<string, Record<string, number>>} */
    const counts = {};
    for (const [key, valuesOf] of Object.entries(FILTERS)) {
      /** @type {Record<string, number>} */
      const own = (counts[key] = {});
      for (const place of places.filter((one) => passes(one, key)))
        for (const value of valuesOf(entries[place])) own[value] = (own[value] || 0) + 1;
    }
    return counts;
  }

  return { passing, countsOf };
};
