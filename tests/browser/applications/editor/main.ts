// ProseMirror as its own basic example sets it up.
import { exampleSetup } from 'prosemirror-example-setup';
import { DOMParser } from 'prosemirror-model';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';

const content = document.createElement('div');
content.innerHTML = '<p>Ferns like shade.</p>';
const state = EditorState.create({
  doc: DOMParser.fromSchema(schema).parse(content),
  plugins: exampleSetup({ schema }),
});
const output = document.querySelector('#document');
const view: EditorView = new EditorView(document.querySelector('#app'), {
  state,
  dispatchTransaction(transaction) {
    view.updateState(view.state.apply(transaction));
    if (output !== null) output.textContent = JSON.stringify(view.state.doc);
  },
});
