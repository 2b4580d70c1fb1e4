// The editor asks window.gettext for its words; these are the Swedish ones.
(() => {
  const ord = {
    "Update": "Spara", "Insert": "Infoga", "Cancel": "Avbryt", "URL": "Adress", "Title": "Rubrik", "Edit Link": "Länk",
    "Rows": "Rader", "Columns": "Kolumner", "Include header row": "Med rubrikrad", "Insert Table": "Infoga tabell",
    "Table Properties": "Tabell", "List properties": "Lista", "Start at": "Börja på", "List type": "Numrering",
    "Decimal numbers": "Siffror", "Lowercase letters": "Små bokstäver", "Uppercase letters": "Stora bokstäver",
    "Lowercase Roman numerals": "Små romerska siffror", "Uppercase Roman numerals": "Stora romerska siffror",
  };
  window.gettext = (text) => ord[text] || text;
})();
