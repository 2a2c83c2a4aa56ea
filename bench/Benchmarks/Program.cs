using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(FpgaSeg.Benchmarks.SimulatorBenchmarks).Assembly).Run(args);
