# The npm scripts under the names that fingers know. Everything real is in package.json and scripts/.
.DEFAULT_GOAL := help
.PHONY: help start test bench lint typecheck generate stack clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

start: ## serve on the embedded default
	npm start

test: ## every suite; ONLY="ring codec" runs the files with one of these in their path
	npm test -- $(ONLY)

bench: ## the standard load suite
	npm run bench

lint: ## format, lint and unused code
	npm run lint

typecheck: ## types alone
	npm run typecheck

generate: ## what is made from the proto files and from the code
	npm run generate

stack: ## servers to develop against; `make stack` starts them, `npm run stack down` ends them
	npm run stack up

clean: ## remove the build; packages and data stay
	rm -rf dist
