"""The room `obligations`: what the parties owe one another under the convention, and when."""
