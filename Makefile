# The two commands of the project; `make` alone lists them all.
FILES ?=
SIZES ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test proof format bench-intake bench-reading wheel-test clean

help:
	@echo 'make demo           装好环境，处理 samples/ 里的收件文件夹和邮箱，结果在 demo-output/'
	@echo 'make test           装好环境，跑全部检查和测试'
	@echo 'make proof          随机改动几千份表，查有没有读错却不说的值（约两分钟）'
	@echo 'make bench-reading  读取速度和准确率对比，可加 FILES=文件夹'
	@echo 'make bench-intake   收材料的速度和内存：1,000 封邮件，隔离与不隔离对比'
	@echo 'make wheel-test     打成安装包，装进临时环境试用'
	@echo 'make format         按规范整理代码'
	@echo 'make setup          只装环境'
	@echo 'make clean          删去 .venv 等可重建的文件'

setup:
	@sh tools/setup.sh

demo: setup
	@sh tools/demo.sh

test: setup
	@sh tools/check.sh

# The slow proof: forms changed at random, many rounds; the everyday tests take a few.
proof: setup
	@QTDOCS_PROOF=3000 .venv/bin/pytest tests/extract/test_mutations.py

format: setup
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .

bench-intake: setup
	@.venv/bin/python benchmarks/intake.py $(SIZES)

bench-reading: setup
	@sh tools/peers.sh
	@.bench-venv/bin/python benchmarks/reading.py $(FILES)

wheel-test: setup
	@sh tools/wheel-test.sh

clean:
	@rm -rf .venv .bench-venv .setup demo-output build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
