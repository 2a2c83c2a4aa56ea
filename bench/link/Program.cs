using System.Globalization;
using FpgaSeg.LinkBench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["soak", .. var rest] => await Soak.RunAsync(Number(rest, 0, 10_000), Number(rest, 1, 1) / 100, rest.Length > 2 ? rest[2] : "serial"),
    ["line", .. var rest] => await LineShare.RunAsync((int)Number(rest, 0, 3_000_000), (int)Number(rest, 1, 20)),
    ["board", var baud] => await BenchBoard.ServeAsync(int.Parse(baud)),
    ["framing"] => Framing.Run(),
    ["overlap"] => await Overlap.RunAsync(),
    _ => Help(),
};

static double Number(string[] arguments, int index, double otherwise) => index < arguments.Length ? double.Parse(arguments[index]) : otherwise;

static int Help()
{
    Console.Error.WriteLine("soak [images] [percent of link frames with a fault] [serial|tcp] | line [baud] [images] | framing | overlap");
    return 2;
}
